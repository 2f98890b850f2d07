/*
 * What a URL says of TLS means what libpq means by it, as far as it can be done without falling back to a connection that is not
 * encrypted: https://www.postgresql.org/docs/current/libpq-ssl.html
 */

const modes = ['disable', 'require', 'verify-ca', 'verify-full'];
const verifying = ['verify-ca', 'verify-full'];
const files = ['sslrootcert', 'sslcert', 'sslkey'];

/** Parameters of libpq's that the driver would pass over in silence, and parameters of its own that mean something else there. */
const unknown = [
  'ssl',
  'uselibpqcompat',
  'requiressl',
  'sslcrl',
  'sslcrldir',
  'sslpassword',
  'sslcertmode',
  'ssl_min_protocol_version',
  'ssl_max_protocol_version',
  'require_auth',
  'requirepeer',
  'channel_binding',
  'gssencmode',
];

/** The certificates that come with Node. */
const system = 'system';

/** What is wrong with what a URL says of TLS, as the end of "it must …"; null: nothing. */
export const tlsFault = ({ searchParams }: URL): string | null => {
  const [mode, root] = [searchParams.get('sslmode'), searchParams.get('sslrootcert')];
  const unsupported = unknown.filter((name) => searchParams.has(name));
  if (unsupported.length > 0) return `not have the parameter ${unsupported.join(', ')}: sslmode and sslrootcert say it`;
  if (mode === null)
    return files.some((name) => searchParams.has(name))
      ? `have an sslmode (${modes.join(', ')}) beside its certificates`
      : null;
  if (!modes.includes(mode))
    return `have one of the sslmodes ${modes.join(', ')}: the others of libpq go on without encryption where the server has none`;
  if (verifying.includes(mode) && root === null)
    return `name the certificates that are trusted for sslmode ${mode}: sslrootcert=<file>, or sslrootcert=system with verify-full`;
  if (root === system && mode !== 'verify-full') return 'have sslmode=verify-full with sslrootcert=system';
  if (searchParams.has('sslcert') !== searchParams.has('sslkey')) return 'have sslcert and sslkey together';
  return null;
};

/** Has the driver read the parameters as libpq does. Changes the URL. */
export const asLibpqMeansIt = (url: URL): void => {
  const { searchParams } = url;
  // The driver takes the name for a file; without one it trusts the certificates that come with Node.
  if (searchParams.get('sslrootcert') === system) searchParams.delete('sslrootcert');
  // Without it `require` and `verify-ca` mean `verify-full` to the driver.
  if (searchParams.has('sslmode')) searchParams.set('uselibpqcompat', 'true');
};
