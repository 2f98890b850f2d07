import { fileURLToPath } from 'node:url';
import { casmCommand } from '@casm/test-engines';

export const { casm, casmDev } = casmCommand([fileURLToPath(new URL('../dist/main.js', import.meta.url))]);
