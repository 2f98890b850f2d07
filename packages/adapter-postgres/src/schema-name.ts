/**
 * A name that is safe unquoted in SQL: lower case, not reserved by PostgreSQL. Throws for any other name, and for the missing name of a
 * caller in JavaScript.
 */
export const schemaName = (name: string): string => {
  if (typeof name !== 'string' || !/^(?!pg_)[a-z_][a-z0-9_]{0,47}$/.test(name)) {
    throw new Error(
      `"${name}" cannot be a schema name: use lower-case letters, digits and _, at most 48, not starting with pg_`,
    );
  }
  return name;
};
