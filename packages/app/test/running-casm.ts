import { fileURLToPath } from 'node:url';
import { type CasmClient, casmClient } from '@casm/client';
import { casmCommand, type Dev, waitUntil } from '@casm/test-engines';
import type { ExecutionContext } from 'ava';

export const { casm, casmDev } = casmCommand([fileURLToPath(new URL('../dist/main.js', import.meta.url))]);

/** The client of its API. */
export const clientOf = ({ url: baseUrl, token }: Pick<Dev, 'url' | 'token'>): CasmClient =>
  casmClient({ baseUrl, token });

/** A process that is ready, until the test ends. */
export const readyCasm = async (
  t: ExecutionContext,
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string>>,
) => {
  const spawned = casm(args, env);
  t.teardown(async () => {
    spawned.process.kill('SIGTERM');
    await spawned.ended;
  });
  await waitUntil(() => spawned.stdout().includes('"ready"'), {
    deadlineMs: 60_000,
    describe: () => `${args[0]} is ready: ${spawned.stdout()}`,
  });
  return spawned;
};

/**
 * Creates a customer of this external id, moves it to another segment, and waits until the warehouse has the move; returns the answer to the
 * move. The requestIds are r-1 and r-2.
 */
export const movedIntoWarehouse = async (t: ExecutionContext, api: CasmClient, externalId = 'CRM-1') => {
  const made = await api.createCustomer({
    body: {
      requestId: 'r-1',
      externalId,
      customerSegment: 'RESIDENTIAL',
      state: { state: 'ACTIVE', stateReason: 'dfltActive' },
    },
  });
  t.is(made.response.status, 201, JSON.stringify(made.error));
  const moved = await api.updateCustomerSegment({
    body: { requestId: 'r-2', customer: { externalId }, customerSegment: 'SOHO' },
  });
  t.is(moved.response.status, 200, JSON.stringify(moved.error));
  let seen = '';
  await waitUntil(
    async () => {
      const { data, error } = await api.dwhCustomerByExternalId({ params: { query: { externalId } } });
      seen = JSON.stringify(data ?? error);
      return seen.includes('"SOHO"');
    },
    { deadlineMs: 60_000, describe: () => `the warehouse has the move: ${seen}` },
  );
  return moved;
};
