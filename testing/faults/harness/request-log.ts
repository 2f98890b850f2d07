import type { Answer, RequestRecord } from '../src/evidence.js';
import type { SeededRandom } from '@casm/test-engines';
import { call, type Call, type Reply } from './api.js';

export interface Entry {
  readonly requestId: string;
  readonly call: Call;
  answer: Answer;
  /** The outcome of the last attempt, in words. */
  last: string;
  /** The last time at which an answer said that nothing was changed, if no earlier attempt had an uncertain outcome. */
  unchangedAt: number | null;
  isInDoubt: boolean;
  differingRepeats: Array<string>;
}

/** The outcome of one attempt: its status, or null without a complete answer, and its duration in ms. */
interface Observation {
  readonly status: number | null;
  readonly ms: number;
}

/** All requests sent so far, with their known answers. */
export interface RequestLog {
  readonly open: (requestId: string, call: Call) => Entry;
  /** Sends the request, or repeats it, to the process at `url`; by default to a random one. */
  readonly send: (entry: Entry, url?: string) => Promise<Answer>;
  /**
   * Records the outcome of each attempt that begins from here on; the returned function ends the recording and returns
   * them.
   */
  readonly observe: () => () => ReadonlyArray<Observation>;
  /** Sends the request repeatedly until its answer is known. */
  readonly settle: (entry: Entry, isOver: () => boolean) => Promise<Answer>;
  /** The answers to these requests are undone: each answer is kept as a record, and the request is new when it is sent again. */
  readonly takenBack: (requestIds: ReadonlySet<string>) => void;
  readonly records: () => ReadonlyArray<RequestRecord>;
  /** The number of answers by status; broken attempts count as `no answer`. */
  readonly statuses: ReadonlyMap<string, number>;
  readonly acknowledged: () => number;
  /** The number of successful answers of each process, by its URL. */
  readonly successes: ReadonlyMap<string, number>;
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

/** `urls` are read anew for each request. */
export const requestLog = (
  urls: ReadonlyArray<string>,
  random: SeededRandom,
  between: () => Promise<void>,
): RequestLog => {
  const entries = new Map<string, Entry>();
  /** Records of requests whose answers are undone. */
  const ofBefore: Array<RequestRecord> = [];
  const statuses = new Map<string, number>();
  const successes = new Map<string, number>();
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
      if (status < 300) successes.set(url, (successes.get(url) ?? 0) + 1);
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
    successes,
  };
};
