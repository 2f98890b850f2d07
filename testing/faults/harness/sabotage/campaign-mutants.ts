import type { Decorators } from '@casm/app/command-line';
import { isStatement } from './chunk-steps.js';
import { interceptStatements, type Sending } from './intercept-statements.js';

/** Sends the checkpoint of a chunk after its commit, as a transaction of its own. */
const checkpointOutsideTheCommit = (): void => {
  const postponed = new WeakMap<object, Sending['send']>();
  const commitThen = async (commit: Sending['send'], checkpoint: Sending['send']): Promise<unknown> => {
    const committed: unknown = await commit();
    await checkpoint();
    return committed;
  };
  interceptStatements((sending) => {
    const { session, text, send } = sending;
    if (isStatement('checkpoint')(sending)) {
      postponed.set(session, send);
      return Promise.resolve({ rows: [], rowCount: 1 });
    }
    const checkpoint = postponed.get(session);
    if (text !== 'commit' || checkpoint === undefined) return send();
    postponed.delete(session);
    return commitThen(send, checkpoint);
  });
};

/** What guards the version in the statement of a chunk, and what stands there without the guard. */
const unguarded: ReadonlyArray<readonly [guarded: string, unguarded: string]> = [
  ['set version = h.expected + 1', 'set version = c.version + 1'],
  [' and c.version = h.expected', ''],
  [
    'returning h.*',
    `returning h.ref_id, c.version - 1 as expected, h.occurred_at, h.customer_segment, h.initiator, h.reason,
      h.request_id, h.transaction_id, h.operation, h.topics, h.body`,
  ],
];

/** Writes a chunk onto whatever version a customer has by then. */
const withoutTheVersionGuard = (): void =>
  interceptStatements((sending) => {
    if (!isStatement('changes')(sending)) return sending.send();
    return sending.send(
      unguarded.reduce((text, [guarded, instead]) => {
        if (!text.includes(guarded)) throw new Error(`the statement of a chunk has no "${guarded}"`);
        return text.replace(guarded, instead);
      }, sending.text),
    );
  });

/** Calls `sabotage` when the process is composed: after a failpoint, which sees the statements as they are sent. */
const composedWith = (sabotage: () => void): Decorators => ({
  campaignWork: (work) => {
    sabotage();
    return work;
  },
});

/** Guarantees of campaigns broken on purpose. */
export const campaignMutants = {
  'checkpoint-outside-the-commit': composedWith(checkpointOutsideTheCommit),
  'chunk-without-version-guard': composedWith(withoutTheVersionGuard),
} satisfies Readonly<Record<string, Decorators>>;
