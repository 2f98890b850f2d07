const hidden = '********';

/** Nothing of the text. */
export const maskAll = (): string => hidden;

/** A URL without its password; nothing of what is no URL. A password can also be a parameter. */
export const maskPassword = (url: string): string => {
  if (!URL.canParse(url)) return hidden;
  const shown = new URL(url);
  if (shown.password !== '') shown.password = hidden;
  for (const name of ['password', 'sslpassword'])
    if (shown.searchParams.has(name)) shown.searchParams.set(name, hidden);
  return shown.href;
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
