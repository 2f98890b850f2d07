/** Something that was wired in does not keep to its contract. The caller of the operation cannot mend it. */
export class WiringDefect extends Error {
  override readonly name = 'WiringDefect';
}
