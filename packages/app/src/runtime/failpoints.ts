import type { BusinessTransactionPublisher, CustomerRepository, Outbox, Warehouse } from '@casm/core';

/** Where a process can be made to die as by kill -9, to show that nothing is lost. Off unless a test switches one on. */
export type ReachFailpoint = (
  name:
    | 'store.before-commit'
    | 'store.after-commit'
    | 'relay.before-publish'
    | 'relay.after-produce'
    | 'relay.before-remove'
    | 'relay.after-remove'
    | 'warehouse.before-apply'
    | 'warehouse.before-commit'
    | 'warehouse.after-apply',
) => void;

export const failpointNamed =
  (chosen: string | null): ReachFailpoint =>
  (name) => {
    if (name === chosen) process.kill(process.pid, 'SIGKILL');
  };

export const customersThatMayDie = (customers: CustomerRepository, reach: ReachFailpoint): CustomerRepository => ({
  ...customers,
  change: (request, decide) => async () => {
    reach('store.before-commit');
    const changed = await customers.change(request, decide)();
    reach('store.after-commit');
    return changed;
  },
});

export const publisherThatMayDie = (
  publisher: BusinessTransactionPublisher,
  reach: ReachFailpoint,
): BusinessTransactionPublisher => ({
  ...publisher,
  publish: (messages) => () => {
    reach('relay.before-publish');
    const published = publisher.publish(messages)();
    // By then the messages are with the client, and no report has been read.
    setImmediate(() => reach('relay.after-produce'));
    return published;
  },
});

export const outboxThatMayDie = (outbox: Outbox, reach: ReachFailpoint): Outbox => ({
  ...outbox,
  remove: (topic, positions) => async () => {
    reach('relay.before-remove');
    const removed = await outbox.remove(topic, positions)();
    reach('relay.after-remove');
    return removed;
  },
});

export const warehouseThatMayDie = (warehouse: Warehouse, reach: ReachFailpoint): Warehouse => ({
  ...warehouse,
  apply: (batch) => async () => {
    reach('warehouse.before-apply');
    const applied = await warehouse.apply(batch)();
    reach('warehouse.after-apply');
    return applied;
  },
});
