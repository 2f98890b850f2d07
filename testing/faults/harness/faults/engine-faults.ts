import { lasting } from '../until.js';
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

const brokerRestarted: Fault = {
  name: 'broker restarted',
  inject: ({ engines }) => engines.kafka.restart(),
  undo: nothingToUndo,
};

/** Kills the broker for this time in ms; the restart adds some seconds. */
const brokerDown = (name: string, least: number, most: number): Fault => ({
  name,
  inject: async ({ engines, random }) => {
    await engines.kafka.kill();
    await lasting(random.between(least, most));
  },
  undo: ({ engines }) => engines.kafka.restart(),
});

/**
 * Messages that a relay still holds from the broker's absence must not count as published if the relay is killed as
 * well.
 */
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

export const engineFaults: ReadonlyArray<Fault> = [
  postgresRestarted,
  postgresKilled,
  brokerRestarted,
  brokerDown('broker killed', 0, 1000),
  brokerDown('broker down for a minute', 60_000, 60_000),
  relayKilledAsBrokerReturns,
];
