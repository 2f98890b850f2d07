import { type CatalogueRepository, exampleCatalogue } from '@casm/core';
import type { Config } from '../config.js';
import { closing, found, storeFor } from './operator.js';

type Out = (line: string) => void;

/** Adds the documented segments and state reasons that are not there yet, and leaves the others as they are. */
export const seedCatalogue = (catalogue: CatalogueRepository): Promise<void> => found(catalogue.seed(exampleCatalogue));

/** The same on an operator's database; tells what the catalogue has by then. */
export const seed = async (config: Config, dataDir: string, out: Out): Promise<void> => {
  const store = await storeFor(config, dataDir, 'service');
  await closing(store, async ({ catalogue }) => {
    await seedCatalogue(catalogue);
    const { segments, stateReasons } = await found(catalogue.read);
    out(`segments: ${[...segments.keys()].sort().join(', ')}`);
    out(`state reasons: ${[...stateReasons.keys()].sort().join(', ')}`);
  });
};
