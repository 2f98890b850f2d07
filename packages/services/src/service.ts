/** A background service. `stop` finishes the current work, then resolves. */
export interface Service {
  readonly stop: () => Promise<void>;
}
