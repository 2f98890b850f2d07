import { testDatabase } from '@casm/test-engines';

/** A database of its own for each test file; it goes with the server. */
export const { url } = await testDatabase();
