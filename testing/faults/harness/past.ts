import type { JournalRow, TopicMessage } from '../src/evidence.js';

/** Data that faults have removed from the engines for good. The oracle needs it. */
export interface Past {
  /** The messages of the complete topic, before each deletion. */
  readonly deletedTopics: Array<ReadonlyArray<TopicMessage>>;
  /** The rows of the journal that each restore of the operational database has undone. */
  readonly undone: Array<ReadonlyArray<JournalRow>>;
}

export const noPast = (): Past => ({ deletedTopics: [], undone: [] });
