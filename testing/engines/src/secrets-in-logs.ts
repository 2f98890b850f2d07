import { subscribe } from 'node:diagnostics_channel';
import { existsSync, readFileSync } from 'node:fs';
import { ClientRequest } from 'node:http';

/*
 * What requests and settings of a test have that no log may have: tokens, passwords, and the names and attribute values of customers.
 * They are noted where they are used, so that every end-to-end test holds the logs of its processes to it.
 */

export const secretKinds = ['token', 'password', 'customName', 'customAttributes'] as const;
export type SecretKind = (typeof secretKinds)[number];

const noted = new Map<string, SecretKind>();

/** Shorter texts are parts of words: a log that has them tells nothing. */
const shortest = 5;

const note = (what: SecretKind, text: string): void => {
  if (text.length >= shortest) noted.set(text, what);
};

const textsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Notes the personal members of a body, at any depth. */
export const noteBody = (body: unknown): void => {
  if (typeof body !== 'object' || body === null) return;
  for (const [name, value] of Object.entries(body)) {
    if (name === 'customName' || name === 'customAttributes') textsIn(value).forEach((text) => note(name, text));
    else noteBody(value);
  }
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // A body that is no JSON has no members.
    return null;
  }
};

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // A test gives a process a password with a bare percent sign.
    return text;
  }
};

/** The content of a file that a setting names; nothing of one that a test names and does not have. */
const contentOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');

const inPlaceOfFiles = (settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, text]) =>
      name.endsWith('_FILE') ? [name.slice(0, -'_FILE'.length), contentOf(text)] : [name, text],
    ),
  );

/** Notes the secrets in the settings of a process, and in the files that they name. */
export const noteSettings = (given: Readonly<Record<string, string>>): void => {
  const settings = inPlaceOfFiles(given);
  for (const each of settings['CASM_API_TOKENS']?.split(',') ?? []) note('token', each.slice(each.indexOf(':') + 1));
  for (const [name, text] of Object.entries(settings)) {
    if (name.endsWith('PASSWORD')) note('password', text);
    if (URL.canParse(text)) note('password', unescaped(new URL(text).password));
  }
};

const noteAuthorization = (header: string): void => note('token', header.replace(/^Bearer /i, ''));

const noteRequest = async (request: Request): Promise<void> => {
  noteAuthorization(request.headers.get('authorization') ?? '');
  if (request.body !== null) noteBody(jsonIn(await request.text()));
};

/** Notes what each request that this process sends has, from now on: by `fetch`, and by `node:http` without its body. */
export const noteRequests = (): void => {
  subscribe('http.client.request.start', (started) => {
    if (
      typeof started === 'object' &&
      started !== null &&
      'request' in started &&
      started.request instanceof ClientRequest
    )
      noteAuthorization(String(started.request.getHeader('authorization') ?? ''));
  });
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    await noteRequest(request.clone());
    return send(request);
  };
};

const escapedAsJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The lines of an output that have one of the noted texts of these kinds, as `the token in: <line>`. */
export const secretsIn = (output: string, kinds: ReadonlyArray<SecretKind> = secretKinds): ReadonlyArray<string> =>
  [...noted].flatMap(([text, what]) => {
    if (!kinds.includes(what)) return [];
    return output
      .split('\n')
      .filter((line) => line.includes(text) || line.includes(escapedAsJson(text)))
      .map((line) => `the ${what} in: ${line}`);
  });
