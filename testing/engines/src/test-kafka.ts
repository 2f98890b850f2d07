import * as E from 'fp-ts/lib/Either.js';
import { startKafka, type RunningKafka } from './start-kafka.js';

/** A Kafka for tests; `engine` is there when it is ours, to be killed and started again. */
export interface TestKafka {
  readonly brokers: string;
  readonly engine: RunningKafka | null;
  readonly stop: () => Promise<void>;
}

/** The Kafka that CASM_TEST_KAFKA names (host:port), or one of our own; left with the reason where there can be none. */
export const testKafka = async (): Promise<E.Either<string, TestKafka>> => {
  const named = process.env['CASM_TEST_KAFKA'];
  if (named !== undefined && named !== '')
    return E.right({ brokers: named, engine: null, stop: async () => undefined });
  return E.map((engine: RunningKafka): TestKafka => ({ brokers: engine.brokers, engine, stop: engine.stop }))(
    await startKafka(),
  );
};
