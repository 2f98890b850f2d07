import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';

const run = promisify(execFile);

const version = '4.1.0';
const cache = fileURLToPath(new URL('../../../.cache/', import.meta.url));
/** Named after what lies in it: another list of jars is another folder. */
const folder = path.join(cache, 'kafka', `${version}-with-connect`);

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>casm</groupId>
  <artifactId>kafka-for-tests</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>connect-file</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

/** Null when the program runs, else why it does not. */
const absence = async (program: string, argument: string): Promise<string | null> => {
  try {
    await run(program, [argument]);
    return null;
  } catch (error) {
    return `${program} does not run here: ${String(error).split('\n')[0]}`;
  }
};

/** Test processes of several packages may load at once: each loads for itself, and the first to be done wins. */
const load = async (): Promise<void> => {
  const loading = path.join(cache, `kafka-loading-${process.pid}`);
  await mkdir(loading, { recursive: true });
  await mkdir(path.dirname(folder), { recursive: true });
  try {
    const file = path.join(loading, 'pom.xml');
    await writeFile(file, pom);
    const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${loading}/libs`];
    await run('mvn', ['-B', '-q', '-f', file, ...copy], { timeout: 300_000 });
    await rename(loading, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(loading, { recursive: true, force: true });
  }
};

/** The class path of Apache Kafka's broker, loaded by Maven once per checkout; or why there is none. */
export const kafkaClassPath = async (): Promise<E.Either<string, string>> => {
  const noJava = await absence('java', '-version');
  if (noJava !== null) return E.left(noJava);
  const classPath = E.right(path.join(folder, 'libs', '*'));
  if (existsSync(folder)) return classPath;
  const noMaven = await absence('mvn', '-version');
  if (noMaven !== null) return E.left(noMaven);
  try {
    await load();
    return classPath;
  } catch (error) {
    return E.left(`Maven could not load Kafka: ${String(error)}`);
  }
};

/** Why there can be no Kafka of one's own for tests here; null: there can. */
export const kafkaMissing = async (): Promise<string | null> =>
  E.match(
    (reason: string): string | null => reason,
    () => null,
  )(await kafkaClassPath());
