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

/** Notes the secrets in the settings of a process. */
export const noteSettings = (settings: Readonly<Record<string, string>>): void => {
  for (const each of settings['CASM_API_TOKENS']?.split(',') ?? []) note('token', each.slice(each.indexOf(':') + 1));
  for (const [name, text] of Object.entries(settings)) {
    if (name.endsWith('PASSWORD')) note('password', text);
    if (URL.canParse(text)) note('password', unescaped(new URL(text).password));
  }
};

const noteRequest = async (request: Request): Promise<void> => {
  note('token', request.headers.get('authorization')?.replace(/^Bearer /i, '') ?? '');
  if (request.body !== null) noteBody(jsonIn(await request.text()));
};

/** Notes what each request that this process sends by `fetch` has, from now on. */
export const noteRequests = (): void => {
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
