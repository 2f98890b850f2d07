/** A promise that was not kept. */
export interface Violation {
  /** As docs/architecture.md numbers them. */
  readonly promise: 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6' | 'G7' | 'G8' | 'G9';
  readonly kind: 'lost' | 'doubled' | 'order' | 'other';
  readonly what: string;
  /** When the update concerned was made, where that is known: it tells which fault did it. */
  readonly at: number | null;
}

/** Says one kind of violation of one promise. */
export const breach =
  (promise: Violation['promise'], kind: Violation['kind']) =>
  (what: string, at: number | null = null): Violation => ({ promise, kind, what, at });
