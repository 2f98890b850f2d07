import { fileURLToPath } from 'node:url';
import { type CasmClient, casmClient } from '@casm/client';
import { casmCommand, type Dev } from '@casm/test-engines';

export const { casm, casmDev } = casmCommand([fileURLToPath(new URL('../dist/main.js', import.meta.url))]);

/** The client of its API. */
export const clientOf = ({ url: baseUrl, token }: Pick<Dev, 'url' | 'token'>): CasmClient =>
  casmClient({ baseUrl, token });
