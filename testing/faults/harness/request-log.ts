import type { Answer, RequestRecord } from '../src/evidence.js';
import type { SeededRandom } from '../src/seeded-random.js';
import { call, type Call, type Reply } from './api.js';

export interface Entry {
  readonly requestId: string;
  readonly call: Call;
  answer: Answer;
  /** What came of sending it last, in words. */
  last: string;
  readonly differingRepeats: Array<string>;
}

/** Every request that was ever sent, with what is known of its answer. */
export interface RequestLog {
  readonly open: (requestId: string, call: Call) => Entry;
  /** Sends it, for the first time or again, to one of the API's processes. */
  readonly send: (entry: Entry) => Promise<Answer>;
  /** Sends it until the answer is known. */
  readonly settle: (entry: Entry, isOver: () => boolean) => Promise<Answer>;
  readonly records: () => ReadonlyArray<RequestRecord>;
  /** How often each status came; what broke counts as `no answer`. */
  readonly statuses: ReadonlyMap<string, number>;
  readonly acknowledged: () => number;
}

const isFinal = (status: number): boolean => status < 500 && status !== 429;

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
  const statuses = new Map<string, number>();
  let acknowledged = 0;
  const count = (status: string): void => void statuses.set(status, (statuses.get(status) ?? 0) + 1);

  const note = (entry: Entry, reply: Reply): void => {
    const answer = answerOf(reply);
    if (answer.kind === 'unknown') return;
    if (entry.answer.kind === 'acknowledged') {
      if (answer.kind !== 'acknowledged' || answer.body !== entry.answer.body)
        entry.differingRepeats.push(`${reply.status} ${reply.body}`);
      return;
    }
    if (answer.kind === 'acknowledged') acknowledged += 1;
    entry.answer = answer;
  };

  const send = async (entry: Entry): Promise<Answer> => {
    try {
      const reply = await call(random.pick(urls), entry.call);
      count(String(reply.status));
      entry.last = `${reply.status} ${reply.body}`;
      note(entry, reply);
    } catch (error) {
      entry.last = String(error);
      count('no answer');
    }
    return entry.answer;
  };

  return {
    open: (requestId, given) => {
      const entry: Entry = {
        requestId,
        call: given,
        answer: { kind: 'unknown' },
        last: 'not sent',
        differingRepeats: [],
      };
      entries.set(requestId, entry);
      return entry;
    },
    send,
    settle: async (entry, isOver) => {
      while ((await send(entry)).kind === 'unknown' && !isOver()) await between();
      return entry.answer;
    },
    records: () =>
      [...entries.values()].map(({ requestId, call: { ifMatch }, answer, differingRepeats }) => ({
        requestId,
        ifMatch,
        answer,
        differingRepeats,
      })),
    statuses,
    acknowledged: () => acknowledged,
  };
};
