import { lawsFor, streamingSuite } from '@casm/core/testing';
import { streamingSubject } from './streaming-subject.js';

const [at = '', reader = '', lawName = ''] = process.argv.slice(2);

const check = async (): Promise<void> => {
  const law = lawsFor(streamingSuite, ['groups', 'new topics']).laws.find(({ name }) => name === lawName);
  if (law === undefined) throw new Error(`there is no law "${lawName}"`);
  const ends: Array<() => Promise<void>> = [];
  const teardown = (end: () => Promise<void>): void => void ends.push(end);
  const holding = { teardown, log: (line: string) => process.stdout.write(`${line}\n`) };
  try {
    await law.check(async () => streamingSubject({ at, canDelete: true, exclusive: reader === 'alone' }, holding));
  } finally {
    for (const end of ends.toReversed()) await end();
  }
};

/** How it ended, for the test: nothing if the law holds, or the error. */
process.send?.(
  await check().then(
    () => '',
    (error: unknown) => String(error),
  ),
);
