import { setTimeout as pause } from 'node:timers/promises';
import type { Decorators } from '@casm/app/command-line';
import { interceptStatements, type Sending } from './intercept-statements.js';

/** The steps of a chunk of a campaign at which a serving process can be killed, in their order. */
export const chunkSteps = [
  'chunk.leased',
  'chunk.loaded',
  'chunk.decided',
  'chunk.locked',
  'chunk.changed',
  'chunk.checkpointed',
  'chunk.commit-sent',
  'chunk.committed',
] as const;

/** The moment before a campaign is set to COMPLETED. */
export const campaignEnding = 'campaign.ending';

/** Not a kill: every chunk waits between its decision and its transaction. */
export const chunkWaits = 'chunk.waits';

export type ChunkStep = (typeof chunkSteps)[number] | typeof campaignEnding | typeof chunkWaits;

const steps: ReadonlySet<string> = new Set([...chunkSteps, campaignEnding, chunkWaits]);

export const isChunkStep = (name: string): name is ChunkStep => steps.has(name);

/** The statements of a chunk, by a part of their texts. If a text changes, its step is not reached and its fault fails. */
const statements = {
  load: 'select c.*, (select revision from',
  fence: 'for share of c',
  changes: 'join active on code = h.customer_segment',
  checkpoint: 'set results = $3, tally',
  end: 'and state = $4 and validating = $5',
} as const;

export const isStatement =
  (name: keyof typeof statements) =>
  ({ text }: Pick<Sending, 'text'>): boolean =>
    text.includes(statements[name]);

const waitMs = 500;

/** The step that is reached when the statement is about to be sent. */
const before: Readonly<Record<string, keyof typeof statements>> = {
  'chunk.leased': 'load',
  'chunk.decided': 'fence',
  'chunk.locked': 'changes',
  'chunk.changed': 'checkpoint',
  [campaignEnding]: 'end',
};

const ofCommit = async (chosen: ChunkStep, { send }: Sending, die: () => void): Promise<unknown> => {
  if (chosen === 'chunk.checkpointed') die();
  const committed = send();
  // At this time the commit is in the socket, and no answer has been read.
  if (chosen === 'chunk.commit-sent') setImmediate(die);
  const answered: unknown = await committed;
  if (chosen === 'chunk.committed') die();
  return answered;
};

/** Decorators for a process that dies, or waits, at this step of its first chunk. */
export const atChunkStep = (chosen: ChunkStep, die: () => void): Decorators => {
  const awaited = before[chosen];
  /** Those whose transaction has a checkpoint. */
  const withCheckpoint = new WeakSet<object>();
  interceptStatements((sending) => {
    if (awaited !== undefined && isStatement(awaited)(sending)) die();
    if (isStatement('checkpoint')(sending)) withCheckpoint.add(sending.session);
    if (chosen === chunkWaits && isStatement('fence')(sending)) return pause(waitMs).then(() => sending.send());
    if (sending.text !== 'commit' || !withCheckpoint.delete(sending.session)) return sending.send();
    return ofCommit(chosen, sending, die);
  });
  return {
    campaignWork: ({ work }) => ({
      work: (holder, leaseMs, decide, mostRows) =>
        work(
          holder,
          leaseMs,
          (...facts) => {
            if (chosen === 'chunk.loaded') die();
            return decide(...facts);
          },
          mostRows,
        ),
    }),
  };
};
