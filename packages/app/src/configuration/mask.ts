const hidden = '********';

/** Nothing of the text. */
export const maskAll = (): string => hidden;

const postgresUrl =
  /^(?<scheme>postgres(?:ql)?:\/\/)(?:(?<user>[^:@/?#]*)(?<password>:[^/?#]*)?@)?(?<hosts>[^@/?#]*)(?<path>[^@?#]*)(?:\?(?<parameters>[^@#]*))?$/i;

const host = /^(?:\[[\da-f:.]+\]|[^:[\]]*)(?::\d*)?$/i;

/**
 * A URL of PostgreSQL without its password, which can also be a parameter; nothing of any other text. One with an "@" behind its hosts may
 * have its password anywhere. `URL` finds none in some texts that have one, such as `casm:password@db/casm`, whose scheme was forgotten.
 */
export const maskPassword = (url: string): string => {
  const { scheme, user, password, hosts, path, parameters } = postgresUrl.exec(url)?.groups ?? {};
  if (scheme === undefined || hosts === undefined || !hosts.split(',').every((each) => host.test(each))) return hidden;
  const login = user === undefined ? '' : `${user}${password === undefined ? '' : `:${hidden}`}@`;
  const shown = parameters === undefined ? '' : `?${parameters.split('&').map(maskParameter).join('&')}`;
  return `${scheme}${login}${hosts}${path}${shown}`;
};

const maskParameter = (parameter: string): string => {
  const isSecret = [...new URLSearchParams(parameter).keys()].some((name) => /pass|pwd|secret/i.test(name));
  return isSecret ? `${parameter.slice(0, parameter.indexOf('=') + 1)}${hidden}` : parameter;
};

/** The clients of `client:token`, comma-separated, without their tokens. */
export const maskTokens = (tokens: string): string =>
  tokens
    .split(',')
    .map((pair) => (pair.includes(':') ? `${pair.slice(0, pair.indexOf(':')).trim()}:${hidden}` : hidden))
    .join(',');

/** A JSON object without the values of members that may be secret, or refer to one. */
export const maskProperties = (text: string): string => {
  try {
    const given: unknown = JSON.parse(text);
    return JSON.stringify(given, (name, value: unknown) => (/password|secret|pem$|kinit/.test(name) ? hidden : value));
  } catch {
    return hidden;
  }
};
