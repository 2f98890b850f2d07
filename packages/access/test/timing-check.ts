import { randomInt } from 'node:crypto';
import { inMemoryApiKeys, succeeds } from '@casm/core/testing';
import { apiKeyTokens, type Authenticate, newApiKey, staticTokens } from '../src/index.js';

/*
 * Whether the time of a refusal tells how near a token is to a valid one: `npm run timing -- 10000` tries each kind of wrong token so often,
 * in random order, and compares the times with Welch's t-test, twice. It is a measurement and no test: a busy machine adds noise. It ends with
 * code 1 where a difference stands out of the noise both times, in the same direction (|t| above 4.5, as in TVLA).
 */

const tries = Number(process.argv[2] ?? 10_000);
const { text, key } = newApiKey(
  { client: 'crm', scopes: ['customers:read'], expiresAt: null },
  new Date().toISOString(),
);
const keys = inMemoryApiKeys();
await succeeds(keys.add(key));
const byKey = apiKeyTokens({ keys, refreshMs: 3_600_000, staleMs: 3_600_000 });
const listed = 'a'.repeat(64);
const byList = staticTokens(new Map([[listed, 'crm']]));

/**
 * Wrong tokens that differ at this place, each with another character. Tokens are looked up by their digests, so that one token alone is faster
 * or slower than another by where its digest happens to be in a table: that was told as a difference of 5 ns of 530. The text is copied, because V8
 * represents a text made of parts otherwise than one that was read.
 */
const othersAt = (token: string, at: number): ReadonlyArray<string> =>
  Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZbcdefghijklmnopqrstuvwxyz0123456789')
    .filter((character) => character !== token.charAt(at))
    .map((character) => Buffer.from(`${token.slice(0, at)}${character}${token.slice(at + 1)}`).toString('latin1'));
/** Returns a function that draws a token and returns the attempt with it. */
const trying = (authenticate: Authenticate, tokens: ReadonlyArray<string>) => () => {
  const token = tokens[randomInt(tokens.length)] ?? '';
  return () => authenticate(token);
};
const secretAt = text.length - 43;

const kinds = {
  'API key, first character of the secret': trying(byKey, othersAt(text, secretAt)),
  'API key, last character but one': trying(byKey, othersAt(text, text.length - 2)),
  'static token, first character': trying(byList, othersAt(listed, 0)),
  'static token, last character': trying(byList, othersAt(listed, 63)),
};
type Name = keyof typeof kinds;
const pairs: ReadonlyArray<readonly [Name, Name]> = [
  ['API key, first character of the secret', 'API key, last character but one'],
  ['static token, first character', 'static token, last character'],
];

const timed = async (draw: () => () => unknown): Promise<number> => {
  const attempt = draw();
  const since = process.hrtime.bigint();
  await attempt();
  return Number(process.hrtime.bigint() - since);
};

/** Without the slowest tenth, which is other work of the machine. */
const kept = (times: ReadonlyArray<number>): ReadonlyArray<number> =>
  [...times].sort((a, b) => a - b).slice(0, Math.ceil(times.length * 0.9));

const statistics = (times: ReadonlyArray<number>) => {
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (times.length - 1);
  return { mean, error: variance / times.length };
};

const compared = async (one: Name, other: Name): Promise<number> => {
  const times = { one: new Array<number>(), other: new Array<number>() };
  for (let warm = 0; warm < 2000; warm += 1) await Promise.all([kinds[one]()(), kinds[other]()()]);
  while (times.one.length < tries || times.other.length < tries) {
    const isOne = times.other.length >= tries || (times.one.length < tries && randomInt(2) === 0);
    times[isOne ? 'one' : 'other'].push(await timed(kinds[isOne ? one : other]));
  }
  const [a, b] = [statistics(kept(times.one)), statistics(kept(times.other))];
  const t = (a.mean - b.mean) / Math.sqrt(a.error + b.error);
  process.stdout.write(`${one}: ${a.mean.toFixed(0)} ns; ${other}: ${b.mean.toFixed(0)} ns; t = ${t.toFixed(2)}\n`);
  return t;
};

const standsOut = (first: number, second: number): boolean =>
  Math.min(Math.abs(first), Math.abs(second)) > 4.5 && Math.sign(first) === Math.sign(second);

let differs = false;
for (const [one, other] of pairs)
  differs = standsOut(await compared(one, other), await compared(one, other)) || differs;
process.exitCode = differs ? 1 : 0;
