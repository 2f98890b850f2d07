/** A violated guarantee. */
export interface Violation {
  /** The number of the guarantee in docs/architecture.md. */
  readonly promise: 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6' | 'G7' | 'G8' | 'G9' | 'G10';
  readonly kind: 'lost' | 'doubled' | 'order' | 'other';
  readonly what: string;
  /** Time of the update concerned, if known; it attributes the violation to a fault. */
  readonly at: number | null;
}

/** Builds violations of one kind of one guarantee. */
export const breach =
  (promise: Violation['promise'], kind: Violation['kind']) =>
  (what: string, at: number | null = null): Violation => ({ promise, kind, what, at });
