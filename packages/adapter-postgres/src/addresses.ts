/*
 * The form of libpq has what `URL` refuses: several hosts, each with its port, and none at all beside ?host=/a/socket's/folder.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
const form = /^(?<scheme>postgres(?:ql)?:\/\/)(?<user>[^@/?#]*@)?(?<hosts>[^/?#]*)(?<rest>.*)$/s;

/** One URL for each host that this one names, in order; as it is where it is none. The driver takes the host `localhost` for none. */
export const addressesIn = (url: string): ReadonlyArray<string> => {
  const { scheme, user = '', hosts = '', rest } = form.exec(url)?.groups ?? {};
  if (scheme === undefined || rest === undefined) return [url];
  return hosts.split(',').map((host) => `${scheme}${user}${host === '' ? 'localhost' : host}${rest}`);
};
