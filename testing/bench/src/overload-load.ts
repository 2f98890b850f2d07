import type { Order, Phase } from './generator-process.js';
import { generate } from './generator.js';
import { token } from './processes.js';
import type { Figure, Ratio, Stage } from './scenario.js';

/** What a part of a scenario has measured. */
export interface Measurements {
  readonly figures: ReadonlyArray<Figure>;
  readonly ratios: ReadonlyArray<Ratio>;
}

type Serving = Awaited<ReturnType<Stage['start']>>;

/** Starts `casm serve` with an outbox that takes all changes of the scenario: no relay runs meanwhile. */
export const startServing = ({ start }: Stage): Promise<Serving> =>
  start('serve', { CASM_OUTBOX_CEILING: '100000000' });

type Load = Pick<Order, 'connections' | 'phases'> & {
  /** The path to GET; by default changes are sent. */
  readonly get?: string;
};

/** Sends to a server from a process of its own. */
export const sendTo =
  ({ url }: Serving, { customers }: Stage) =>
  (load: Load): Promise<ReadonlyArray<Phase>> =>
    generate({ url, token, get: null, customers, ...load });

/** What the process may take at most, in MiB. */
export const memoryGoal = { atMost: 400 };
