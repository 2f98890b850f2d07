import type { Decorators } from '@casm/app/command-line';
import { dieBeforeCommit } from './before-commit.js';

/** The points at which a process can be killed as by kill -9, and the kind of process that reaches each. */
export const failpoints = [
  { kind: 'serve', name: 'store.before-commit' },
  { kind: 'serve', name: 'store.after-commit' },
  { kind: 'relay', name: 'relay.before-publish' },
  { kind: 'relay', name: 'relay.after-produce' },
  { kind: 'relay', name: 'relay.before-remove' },
  { kind: 'relay', name: 'relay.after-remove' },
  { kind: 'dwh', name: 'warehouse.before-apply' },
  { kind: 'dwh', name: 'warehouse.before-commit' },
  { kind: 'dwh', name: 'warehouse.after-apply' },
] as const;

export type Failpoint = (typeof failpoints)[number]['name'];

/** Ends the process at once. */
export const die = (): void => void process.kill(process.pid, 'SIGKILL');

/** Decorators for a process that dies at this point. */
export const dyingAt = (chosen: Failpoint): Decorators => {
  const reach = (name: Failpoint): void => {
    if (name === chosen) die();
  };
  return {
    customers: (customers) => ({
      ...customers,
      change: (request, decide) => async () => {
        reach('store.before-commit');
        const changed = await customers.change(request, decide)();
        reach('store.after-commit');
        return changed;
      },
    }),
    publisher: (publisher) => ({
      ...publisher,
      publish: (messages) => () => {
        reach('relay.before-publish');
        const published = publisher.publish(messages)();
        // At this time the messages are in the client's queue, and no report has been read.
        setImmediate(() => reach('relay.after-produce'));
        return published;
      },
    }),
    outbox: (outbox) => ({
      ...outbox,
      remove: (topic, positions) => async () => {
        reach('relay.before-remove');
        const removed = await outbox.remove(topic, positions)();
        reach('relay.after-remove');
        return removed;
      },
    }),
    warehouse: (warehouse) => ({
      ...warehouse,
      apply: (batch) => async () => {
        reach('warehouse.before-apply');
        if (chosen === 'warehouse.before-commit') dieBeforeCommit(die);
        const applied = await warehouse.apply(batch)();
        reach('warehouse.after-apply');
        return applied;
      },
    }),
  };
};
