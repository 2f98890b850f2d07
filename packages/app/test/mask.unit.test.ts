import test from 'ava';
import { maskPassword } from '../src/configuration/mask.js';

const hidden = '********';

test('a URL is shown without its password, wherever a URL of PostgreSQL has one', (t) => {
  const shown: Readonly<Record<string, string>> = {
    'postgres://casm@db/casm': 'postgres://casm@db/casm',
    'postgres://casm:secret@db/casm': `postgres://casm:${hidden}@db/casm`,
    'postgres://casm:se@cret@db/casm': `postgres://casm:${hidden}@db/casm`,
    'postgres://:secret@db/casm': `postgres://:${hidden}@db/casm`,
    'postgresql://casm:secret@r1:5432,[::1]:5433/casm': `postgresql://casm:${hidden}@r1:5432,[::1]:5433/casm`,
    'postgres://casm:secret@/casm?host=/run/postgresql': `postgres://casm:${hidden}@/casm?host=/run/postgresql`,
    'postgres://db/casm?user=casm&password=secret&sslmode=disable': `postgres://db/casm?user=casm&password=${hidden}&sslmode=disable`,
    'postgres://db/casm?sslpass%77ord=secret': `postgres://db/casm?sslpass%77ord=${hidden}`,
    'postgres:///casm': 'postgres:///casm',
  };
  for (const [url, text] of Object.entries(shown)) t.is(maskPassword(url), text);
});

test('nothing is shown of what is no such URL, or may have its password in another place', (t) => {
  for (const url of [
    'secret',
    'casm:secret@db:5432/casm',
    'postgres:/casm:secret@db/casm',
    'postgres:casm:secret@db/casm',
    'jdbc:postgresql://casm:secret@db/casm',
    'mysql://casm:secret@db/casm',
    'postgres://casm:12/secret@db/casm',
    'postgres://casm:12?secret@db/casm',
    'postgres://casm:12#secret@db/casm',
    'postgres://casm:se#cret@db/casm',
    'postgres://casm:secret',
    'postgres://casm:secret/casm',
    'postgres://casm@secret@db/casm',
    'postgres://casm:secret@db/casm?password=se#cret',
  ])
    t.is(maskPassword(url), hidden, url);
});
