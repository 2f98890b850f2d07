import { type CatalogueRepository, exampleCatalogue } from '@casm/core';
import type { Config } from '../config.js';
import { closing, found, storeFor } from './operator.js';

const codesOf = (entries: ReadonlyMap<string, unknown>): string => [...entries.keys()].sort().join(', ') || 'none';

type Out = (line: string) => void;

/** Adds the documented segments, state reasons and customer profiles that are not there yet, and leaves the others as they are. */
export const seedCatalogue = (catalogue: CatalogueRepository): Promise<void> => found(catalogue.seed(exampleCatalogue));

/** The same on an operator's database; tells what the catalogue has by then. */
export const seed = async (config: Config, dataDir: string, out: Out): Promise<void> => {
  const store = await storeFor(config, dataDir, 'service');
  await closing(store, async ({ catalogue }) => {
    await seedCatalogue(catalogue);
    const { customerSegments, stateReasons, customerProfiles } = await found(catalogue.read);
    out(`segments: ${codesOf(customerSegments)}`);
    out(`state reasons: ${codesOf(stateReasons)}`);
    out(`customer profiles: ${codesOf(customerProfiles)}`);
  });
};
