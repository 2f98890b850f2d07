import { lasting } from '../until.js';
import type { Condition } from '../tcp-proxy.js';
import { type Fault, nothingToUndo } from './fault.js';

const postgresRestarted: Fault = {
  name: 'PostgreSQL restarted',
  inject: ({ engines }) => engines.postgres.restart(),
  undo: nothingToUndo,
};

const postgresKilled: Fault = {
  name: 'PostgreSQL killed',
  inject: async ({ engines, random }) => {
    await engines.postgres.kill();
    await lasting(random.between(0, 2000));
  },
  undo: ({ engines }) => engines.postgres.restart(),
};

/** Gone for so long; restarting takes some seconds more. */
const brokerDown = (name: string, least: number, most: number): Fault => ({
  name,
  inject: async ({ engines, random }) => {
    await engines.kafka.kill();
    await lasting(random.between(least, most));
  },
  undo: ({ engines }) => engines.kafka.restart(),
});

/** What a relay still held of the broker's absence must not count as published when the relay goes, too. */
const relayKilledAsBrokerReturns: Fault = {
  name: 'relays killed as the broker returns',
  inject: async ({ engines, fleet, random }) => {
    await engines.kafka.kill();
    await lasting(7000);
    await engines.kafka.restart();
    await lasting(random.between(0, 3000));
    await Promise.all(fleet.of('relay').map((one) => one.end('SIGKILL')));
  },
  undo: nothingToUndo,
};

const network = (name: string, condition: Condition, least: number, most: number): Fault => ({
  name: `PostgreSQL's network ${name}`,
  inject: async ({ engines, random }) => {
    engines.proxy.become(condition);
    await lasting(random.between(least, most));
  },
  undo: async ({ engines }) => engines.proxy.become('passes'),
});

const networkResets: Fault = {
  name: "PostgreSQL's network resets",
  inject: async ({ engines, random }) => {
    for (let times = 0; times < 8; times += 1) {
      engines.proxy.cut();
      await lasting(random.between(50, 400));
    }
  },
  undo: nothingToUndo,
};

export const engineFaults: ReadonlyArray<Fault> = [
  postgresRestarted,
  postgresKilled,
  brokerDown('broker killed', 0, 1000),
  brokerDown('broker down for long', 12_000, 45_000),
  relayKilledAsBrokerReturns,
  network('is slow', 'delays', 3000, 6000),
  network('stalls', 'stalls', 3000, 14_000),
  network('loses everything', 'loses', 3000, 14_000),
  network('loses answers', 'loses answers', 1000, 4000),
  networkResets,
];
