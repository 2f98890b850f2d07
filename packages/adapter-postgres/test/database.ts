import { testDatabase } from '@casm/test-engines';

/** A separate database for each test file; it is removed with the server. */
export const { url } = await testDatabase();
