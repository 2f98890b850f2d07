/** The channel on which commits of the schema are announced. */
export const channelOf = (schema: string): string => `${schema}.commit`;
