/** sequelize or umzug is not installed. Only migrations need them. */
export class MigrationPackagesMissing extends Error {
  override readonly name = 'MigrationPackagesMissing';
}
