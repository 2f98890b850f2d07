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
