import { pathToFileURL } from 'node:url';
import { inRoot, say } from './project.mjs';

/**
 * Starts a real PostgreSQL and a real Kafka once for all the tests, unless the environment names them. Gives back
 * `{ env, missing, stop }`, `missing` in words; with CASM_REQUIRE_KAFKA=1 it throws where a real Kafka cannot be had.
 */
export const startEngines = async () => {
  const { startPostgres, testKafka } = await import(pathToFileURL(inRoot('testing/engines/dist/index.js')).href);
  say('Starting a real PostgreSQL and a real Kafka (the first time Kafka’s jars are fetched, half a minute) …');
  const named = process.env.CASM_TEST_DATABASE_URL;
  const postgres = named ? { url: named, stop: async () => {} } : await startPostgres();
  const kafka = await testKafka();
  if (kafka._tag === 'Left' && process.env.CASM_REQUIRE_KAFKA === '1') {
    await postgres.stop();
    throw new Error(`a real Kafka is required and could not be had: ${kafka.left}`);
  }
  const stopKafka = kafka._tag === 'Right' ? kafka.right.stop : async () => {};
  return {
    env: {
      CASM_TEST_DATABASE_URL: postgres.url,
      ...(kafka._tag === 'Right' ? { CASM_TEST_KAFKA: kafka.right.brokers } : {}),
    },
    missing: kafka._tag === 'Left' ? [`skipped: every test on a real Kafka (${kafka.left})`] : [],
    stop: async () => {
      await stopKafka();
      await postgres.stop();
    },
  };
};
