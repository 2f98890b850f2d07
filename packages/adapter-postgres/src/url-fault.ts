import { parse } from 'pg-connection-string';
import { addressesIn, partsOf } from './addresses.js';
import { asLibpqMeansIt, tlsFault } from './tls-parameters.js';

/**
 * The fault of a database URL as the end of "it must …"; null if the URL is usable. The text repeats nothing of the
 * URL.
 */
export const urlFault = (url: string): string | null =>
  faultOfForm(url) ??
  addressesIn(url)
    .map(faultOf)
    .find((fault) => fault !== null) ??
  null;

const noUrl = 'be a URL such as postgres://user:password@host:5432/database';

/** Faults of the text that no parser reports: each part of it would be read as another one. */
const faultOfForm = (url: string): string | null => {
  const { path, parameters, fragment } = partsOf(url);
  if (path === undefined) return noUrl;
  const given = new URLSearchParams(parameters);
  // A password with an unescaped "/", "?" or "#" ends the host and the port there, and its "@" is further behind.
  if ([path, fragment ?? '', ...given.keys()].some((part) => part.includes('@')))
    return 'have each "/", "?", "#" and "@" in its user name, password and database written as %2F, %3F, %23, %40';
  // The driver takes the list for the name of one host.
  if (['host', 'port'].some((name) => given.get(name)?.includes(',')))
    return 'have several hosts before its database (host1:5432,host2:5432), not in a parameter';
  return null;
};

/** Parameters of libpq's that say where the server or the password is. The driver would pass over them in silence. */
const withoutEffect = ['passfile', 'service', 'servicefile', 'hostaddr'];

const faultOf = (url: string): string | null => {
  if (!URL.canParse(url)) return noUrl;
  if (!isDecodable(new URL(url))) return 'have each "%" in its user name, password, host and database written as %25';
  const address = new URL(url);
  const unsupported = withoutEffect.filter((name) => address.searchParams.has(name));
  if (unsupported.length > 0) return `not have the parameter ${unsupported.join(', ')}, which has no effect`;
  const ofTls = tlsFault(address);
  if (ofTls !== null) return ofTls;
  asLibpqMeansIt(address);
  try {
    // Parses as the driver does, which also reads certificate and key files.
    parse(address.href);
    return null;
  } catch {
    return 'name certificates and keys that can be read';
  }
};

/** The driver would guess the meaning of a lone "%". */
const isDecodable = ({ username, password, hostname, pathname }: URL): boolean => {
  try {
    for (const part of [username, password, hostname, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
};
