export const url = process.env['CASM_TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:55432/postgres';
