/** Something that runs until it is stopped. `stop` finishes what is in hand. */
export interface Service {
  readonly stop: () => Promise<void>;
}
