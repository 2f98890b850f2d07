/** Migrations need two packages that nothing else needs, and one of them is not there. */
export class MigrationPackagesMissing extends Error {
  override readonly name = 'MigrationPackagesMissing';
}
