import type { Engines } from '../engines.js';
import type { Condition } from '../tcp-proxy.js';
import { lasting } from '../until.js';
import { type Fault, nothingToUndo } from './fault.js';

type Engine = keyof Engines['ways'];

const names: Readonly<Record<Engine, string>> = { postgres: 'PostgreSQL', kafka: 'Kafka' };

const network = (engine: Engine, name: string, condition: Condition, least: number, most: number): Fault => ({
  name: `${names[engine]}'s network ${name}`,
  inject: async ({ engines, random }) => {
    engines.ways[engine].become(condition);
    await lasting(random.between(least, most));
  },
  undo: async ({ engines }) => engines.ways[engine].become('passes'),
});

const resets = (engine: Engine): Fault => ({
  name: `${names[engine]}'s network resets`,
  inject: async ({ engines, random }) => {
    for (let times = 0; times < 8; times += 1) {
      engines.ways[engine].cut();
      await lasting(random.between(50, 400));
    }
  },
  undo: nothingToUndo,
});

/**
 * The longest exceed every deadline of the product on this connection: a statement's 10 s, a group session's, a
 * publication's 5 s.
 */
const faultsOnTheWayTo = (engine: Engine): ReadonlyArray<Fault> => [
  network(engine, 'is slow', 'delays', 3000, 6000),
  network(engine, 'stalls', 'stalls', 3000, 14_000),
  network(engine, 'loses everything', 'loses', 3000, 14_000),
  // The important case for Kafka: messages arrive, and their confirmations do not.
  network(engine, 'loses answers', 'loses answers', 1000, engine === 'kafka' ? 8000 : 4000),
  resets(engine),
];

export const networkFaults: ReadonlyArray<Fault> = [...faultsOnTheWayTo('postgres'), ...faultsOnTheWayTo('kafka')];
