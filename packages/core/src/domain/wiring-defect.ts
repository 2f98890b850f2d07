/** A component passed in at wiring time breaks its contract. The caller of the operation cannot correct this. */
export class WiringDefect extends Error {
  override readonly name = 'WiringDefect';
}
