import type { Answer, RequestRecord } from '../src/evidence.js';
import type { SeededRandom } from '../src/seeded-random.js';
import { call, type Call, type Reply } from './api.js';

export interface Entry {
  readonly requestId: string;
  readonly call: Call;
  answer: Answer;
  /** What came of sending it last, in words. */
  last: string;
  /** While every sending before it ended for certain: when it was told that nothing was changed. */
  unchangedAt: number | null;
  isInDoubt: boolean;
  differingRepeats: Array<string>;
}

/** How one sending ended: with this status, or with no whole answer, after so many milliseconds. */
interface Observation {
  readonly status: number | null;
  readonly ms: number;
}

/** Every request that was ever sent, with what is known of its answer. */
export interface RequestLog {
  readonly open: (requestId: string, call: Call) => Entry;
  /** Sends it, for the first time or again, to this of the API's processes, by default to any. */
  readonly send: (entry: Entry, url?: string) => Promise<Answer>;
  /** Notes how each sending that begins from now on ends, until what it answers with is called. */
  readonly observe: () => () => ReadonlyArray<Observation>;
  /** Sends it until the answer is known. */
  readonly settle: (entry: Entry, isOver: () => boolean) => Promise<Answer>;
  /** The answers to these requests are undone: each answer is kept as a record, and the request is new when it is sent again. */
  readonly takenBack: (requestIds: ReadonlySet<string>) => void;
  readonly records: () => ReadonlyArray<RequestRecord>;
  /** How often each status came; what broke counts as `no answer`. */
  readonly statuses: ReadonlyMap<string, number>;
  readonly acknowledged: () => number;
}

const notSent = 'not sent';

const isFinal = (status: number): boolean => status < 500 && status !== 429;

const unchanged = /"type":"urn:casm:problem:(store-unavailable|overloaded|customer-busy|publication-backlog)"/;

const unanswered = (): Pick<Entry, 'answer' | 'last' | 'unchangedAt' | 'isInDoubt' | 'differingRepeats'> => ({
  answer: { kind: 'unknown' },
  last: notSent,
  unchangedAt: null,
  isInDoubt: false,
  differingRepeats: [],
});

const recordOf = ({ requestId, call: { ifMatch }, answer, unchangedAt, differingRepeats }: Entry): RequestRecord => ({
  requestId,
  ifMatch,
  answer,
  unchangedAt,
  differingRepeats,
});

const answerOf = ({ status, body, etag }: Reply): Answer =>
  status >= 200 && status < 300
    ? { kind: 'acknowledged', body, etag, at: Date.now() }
    : isFinal(status)
      ? { kind: 'refused', status }
      : { kind: 'unknown' };

export const requestLog = (
  urls: ReadonlyArray<string>,
  random: SeededRandom,
  between: () => Promise<void>,
): RequestLog => {
  const entries = new Map<string, Entry>();
  /** Records of requests whose answers are undone. */
  const ofBefore: Array<RequestRecord> = [];
  const statuses = new Map<string, number>();
  const observers = new Set<Array<Observation>>();
  let acknowledged = 0;
  const count = (status: string): void => void statuses.set(status, (statuses.get(status) ?? 0) + 1);

  const note = (entry: Entry, reply: Reply): void => {
    const answer = answerOf(reply);
    if (answer.kind === 'unknown') {
      if (!unchanged.test(reply.body)) entry.isInDoubt = true;
      else if (!entry.isInDoubt && entry.answer.kind === 'unknown') entry.unchangedAt = Date.now();
      return;
    }
    if (entry.answer.kind === 'acknowledged') {
      if (answer.kind !== 'acknowledged' || answer.body !== entry.answer.body)
        entry.differingRepeats.push(`${reply.status} ${reply.body}`);
      return;
    }
    if (answer.kind === 'acknowledged') acknowledged += 1;
    entry.answer = answer;
  };

  const send = async (entry: Entry, url = random.pick(urls)): Promise<Answer> => {
    const [observing, began] = [[...observers], performance.now()];
    let status: number | null = null;
    try {
      const reply = await call(url, entry.call);
      status = reply.status;
      entry.last = `${reply.status} ${reply.body}`;
      note(entry, reply);
    } catch (error) {
      entry.last = String(error);
      entry.isInDoubt = true;
    }
    count(String(status ?? 'no answer'));
    for (const observed of observing) observed.push({ status, ms: performance.now() - began });
    return entry.answer;
  };

  return {
    open: (requestId, given) => {
      const entry: Entry = { requestId, call: given, ...unanswered() };
      entries.set(requestId, entry);
      return entry;
    },
    send,
    observe: () => {
      const observed: Array<Observation> = [];
      observers.add(observed);
      return () => {
        observers.delete(observed);
        return observed;
      };
    },
    settle: async (entry, isOver) => {
      while ((await send(entry)).kind === 'unknown' && !isOver()) await between();
      return entry.answer;
    },
    takenBack: (requestIds) => {
      for (const entry of entries.values()) {
        if (!requestIds.has(entry.requestId) || entry.answer.kind !== 'acknowledged') continue;
        ofBefore.push(recordOf(entry));
        Object.assign(entry, unanswered());
      }
    },
    records: () => [...ofBefore, ...[...entries.values()].filter(({ last }) => last !== notSent).map(recordOf)],
    statuses,
    acknowledged: () => acknowledged,
  };
};
