import type { customerOperations, CustomerService } from '@casm/core';

type Casm = Pick<CustomerService<typeof customerOperations>, 'updateCustomerSegment'>;

/** The service under test: an order of more than 10,000 euros makes its customer a business customer. */
export const upgradeAfterOrder = async (casm: Casm, externalId: string, euros: number): Promise<boolean> => {
  if (euros <= 10_000) return false;
  const moved = await casm.updateCustomerSegment(
    { requestId: `upgrade-${externalId}`, customer: { externalId }, customerSegment: 'BUSINESS' },
    { client: 'orders' },
  );
  if (moved.outcome === 'rejected' || moved.outcome === 'failed') throw new Error(`no upgrade: ${moved.outcome}`);
  return moved.outcome === 'changed' && !moved.replayed;
};
