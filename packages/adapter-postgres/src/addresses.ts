/*
 * libpq accepts URLs that `URL` rejects: several hosts, each with its own port, or no host with
 * ?host=/a/socket's/folder. https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
const form =
  /^(?<scheme>postgres(?:ql)?:\/\/)(?<user>[^/?#]*@)?(?<hosts>[^/?#]*)(?<rest>(?<path>[^?#]*)(?:\?(?<parameters>[^#]*))?(?<fragment>#.*)?)$/is;

/** The parts of a PostgreSQL URL as libpq separates them: `rest` is what follows the hosts. None for any other text. */
export const partsOf = (url: string): Readonly<Record<string, string | undefined>> => form.exec(url)?.groups ?? {};

/**
 * One URL for each host of this URL, in order. Anything that is not a PostgreSQL URL is returned unchanged. A missing
 * host becomes `localhost`, which the driver treats as missing.
 */
export const addressesIn = (url: string): ReadonlyArray<string> => {
  const { scheme, user = '', hosts = '', rest } = partsOf(url);
  if (scheme === undefined || rest === undefined) return [url];
  return hosts.split(',').map((host) => `${scheme}${user}${host === '' ? 'localhost' : host}${rest}`);
};
