import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Paths of PEM files; `identity` has the key and the certificate in one. */
interface Certificate {
  readonly certificate: string;
  readonly key: string;
  readonly identity: string;
}

/** An authority of the test's own, with what it has signed. */
export interface Certificates {
  /** The authority's certificate. */
  readonly ca: string;
  /** Another authority's, which has signed nothing. */
  readonly strangersCa: string;
  /** Of the server at 127.0.0.1 and localhost. */
  readonly server: Certificate;
  /** Of a server of another name. */
  readonly otherServer: Certificate;
  /** Of the client `casm-client`. */
  readonly client: Certificate;
  readonly remove: () => Promise<void>;
}

const keyOptions = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];

/** Makes them with openssl, in a folder of their own that everybody may read: a server may run as another user. */
export const makeCertificates = async (): Promise<Certificates> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-certificates-'));
  await chmod(folder, 0o755);
  const file = (name: string): string => path.join(folder, name);

  const authority = async (name: string): Promise<string> => {
    const files = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
    await run('openssl', ['req', '-x509', ...keyOptions, ...files, '-subj', `/CN=${name}`]);
    return file(`${name}.pem`);
  };
  const signed = async (name: string, subject: string, names: string): Promise<Certificate> => {
    const [certificate, key, identity] = [file(`${name}.pem`), file(`${name}.key`), file(`${name}.identity.pem`)];
    const by = ['-CA', file('ca.pem'), '-CAkey', file('ca.key')];
    const what = [
      '-subj',
      `/CN=${subject}`,
      '-addext',
      `subjectAltName=${names}`,
      '-addext',
      'basicConstraints=CA:FALSE',
    ];
    await run('openssl', ['req', '-x509', ...keyOptions, ...by, '-keyout', key, '-out', certificate, ...what]);
    await writeFile(identity, `${await readFile(key, 'utf8')}${await readFile(certificate, 'utf8')}`);
    return { certificate, key, identity };
  };
  const ca = await authority('ca');
  return {
    ca,
    strangersCa: await authority('strangers-ca'),
    server: await signed('server', 'localhost', 'DNS:localhost,IP:127.0.0.1'),
    otherServer: await signed('other-server', 'other.example', 'DNS:other.example'),
    client: await signed('client', 'casm-client', 'DNS:casm-client'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
