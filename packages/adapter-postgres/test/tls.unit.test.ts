import test from 'ava';
import { urlFault } from '../src/index.js';

const faultOf = (parameters: string): string | null => urlFault(`postgres://casm@db.example/casm?${parameters}`);

test('the modes are those of libpq that never go on without encryption', (t) => {
  for (const parameters of ['', 'sslmode=disable', 'sslmode=require', 'sslmode=verify-full&sslrootcert=system'])
    t.is(faultOf(parameters), null, parameters);
  for (const mode of ['allow', 'prefer', 'no-verify', 'yes'])
    t.regex(
      faultOf(`sslmode=${mode}`) ?? '',
      /^have one of the sslmodes disable, require, verify-ca, verify-full/,
      mode,
    );
});

test('a mode that verifies names what it trusts', (t) => {
  for (const mode of ['verify-ca', 'verify-full'])
    t.regex(faultOf(`sslmode=${mode}`) ?? '', /^name the certificates that are trusted/, mode);
  for (const mode of ['require', 'verify-ca'])
    t.is(faultOf(`sslmode=${mode}&sslrootcert=system`), 'have sslmode=verify-full with sslrootcert=system', mode);
});

test('certificates without a mode, and one without its key, are refused', (t) => {
  t.regex(faultOf('sslrootcert=/ca.pem') ?? '', /^have an sslmode/);
  t.is(faultOf('sslmode=require&sslcert=/client.pem'), 'have sslcert and sslkey together');
});

test('a parameter that says where the server or the password is, and has no effect, is refused by name', (t) => {
  for (const name of ['passfile', 'service', 'servicefile', 'hostaddr'])
    t.is(faultOf(`sslmode=disable&${name}=1`), `not have the parameter ${name}, which has no effect`);
});

test('what the driver would pass over is refused by name', (t) => {
  for (const name of ['ssl', 'sslcrl', 'channel_binding', 'ssl_min_protocol_version'])
    t.regex(faultOf(`${name}=1`) ?? '', new RegExp(`^not have the parameter ${name}:`), name);
});
