import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@casm/embedded-postgres';
import * as E from 'fp-ts/lib/Either.js';
import { startEngineProcess } from './engine-process.js';
import { kafkaClassPath } from './kafka-files.js';

/** A worker of Kafka Connect with one connector. */
interface RunningConnect {
  /** Its folder: a relative path among the settings lies there. */
  readonly folder: string;
  /** The last lines that it has written. */
  readonly log: () => string;
  /** Ends it and removes its folder. */
  readonly stop: () => Promise<void>;
}

/** Starts it with these settings, as lines of a .properties file; left where Java or Maven is missing, with the reason. */
export const startConnect = async (given: {
  readonly brokers: string;
  readonly worker: string;
  readonly connector: string;
}): Promise<E.Either<string, RunningConnect>> => {
  const classPath = await kafkaClassPath();
  if (E.isLeft(classPath)) return classPath;
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-connect-'));
  const worker = path.join(folder, 'worker.properties');
  const connector = path.join(folder, 'connector.properties');
  const ours = `bootstrap.servers=${given.brokers}
listeners=http://127.0.0.1:${await freePort()}
offset.storage.file.filename=${path.join(folder, 'offsets')}
`;
  await writeFile(worker, `${given.worker}\n${ours}`);
  await writeFile(connector, given.connector);
  const main = 'org.apache.kafka.connect.cli.ConnectStandalone';
  const args = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-cp', classPath.right, main, worker, connector];
  const started = startEngineProcess({ command: 'java', args, folder });
  return E.right({
    folder,
    log: started.log,
    stop: async () => {
      await started.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  });
};
