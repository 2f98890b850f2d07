import type { BusinessTransactionPublisher, Outbox, Warehouse } from '@casm/core';

/** Where a process can be made to die as by kill -9, to show that nothing is lost. Off unless a test switches one on. */
export type ReachFailpoint = (
  name: 'relay.before-publish' | 'relay.before-remove' | 'warehouse.before-apply' | 'warehouse.after-apply',
) => void;

export const failpointNamed =
  (chosen: string | null): ReachFailpoint =>
  (name) => {
    if (name === chosen) process.kill(process.pid, 'SIGKILL');
  };

export const publisherThatMayDie = (
  publisher: BusinessTransactionPublisher,
  reach: ReachFailpoint,
): BusinessTransactionPublisher => ({
  ...publisher,
  publish: (messages) => () => {
    reach('relay.before-publish');
    return publisher.publish(messages)();
  },
});

export const outboxThatMayDie = (outbox: Outbox, reach: ReachFailpoint): Outbox => ({
  ...outbox,
  remove: (positions) => () => {
    reach('relay.before-remove');
    return outbox.remove(positions)();
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
