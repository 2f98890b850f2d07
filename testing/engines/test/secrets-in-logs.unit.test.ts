import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { casmCommand } from '../src/casm-command.js';
import { noteBody, noteRequests, noteSettings, secretsIn } from '../src/secrets-in-logs.js';

test('the secrets of settings are found in a log', (t) => {
  noteSettings({
    CASM_API_TOKENS: 'crm:the-token-of-the-crm,erp:the-token-of-the-erp',
    CASM_DATABASE_URL: 'postgres://casm:pass%2Fword@127.0.0.1/casm',
    CASM_KAFKA_SASL_PASSWORD: 'the-password-of-kafka',
    CASM_LOG_LEVEL: 'debug',
  });
  t.deepEqual(secretsIn('{"level":"debug","client":"crm"}\n'), []);
  t.deepEqual(secretsIn('a\nBearer the-token-of-the-erp\n'), ['the token in: Bearer the-token-of-the-erp']);
  t.deepEqual(secretsIn('connecting with pass/word'), ['the password in: connecting with pass/word']);
  t.is(secretsIn('sasl: the-password-of-kafka').length, 1);
});

test('the secrets in the files that settings name are found in a log', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casm-secrets-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'tokens');
  writeFileSync(file, 'crm:the-token-in-a-file\n');
  noteSettings({ CASM_API_TOKENS_FILE: file, CASM_DATABASE_URL_FILE: path.join(folder, 'nothing') });
  t.deepEqual(secretsIn('Bearer the-token-in-a-file'), ['the token in: Bearer the-token-in-a-file']);
});

test('the token, the names and the attributes of a request are found in a log, also as JSON has them', async (t) => {
  const received: Array<string> = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => (body += String(text)));
    request.on('end', () => {
      received.push(body);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') return t.fail();
  noteRequests();
  const body = JSON.stringify({
    requestId: 'request-1',
    customName: 'Ada "Countess" Lovelace',
    customAttributes: { title: { of: ['countess-of-lovelace', 7] } },
  });
  const headers = { authorization: 'Bearer the-token-of-a-request', 'content-type': 'application/json' };
  const url = `http://127.0.0.1:${address.port}/`;
  await fetch(url, { method: 'POST', headers, body });
  await new Promise((resolve, reject) => {
    const sending = request(url, { headers: { authorization: 'Bearer the-token-of-node-http' } }, (answer) => {
      answer.resume().once('end', resolve);
    });
    sending.once('error', reject).end();
  });
  t.is(secretsIn('the-token-of-node-http').length, 1);
  await fetch(new Request(url, { method: 'POST', headers, body: '{"customers":[{"customName":"Grace Hopper"}]}' }));
  t.deepEqual(
    received,
    [body, '', '{"customers":[{"customName":"Grace Hopper"}]}'],
    'requests arrive as they were sent',
  );
  t.deepEqual(secretsIn('{"requestId":"request-1","client":"crm"}'), []);
  t.deepEqual(
    [
      'the-token-of-a-request',
      'name=Ada "Countess" Lovelace',
      '{"name":"Ada \\"Countess\\" Lovelace"}',
      'countess-of-lovelace',
      'Grace Hopper',
    ].map((line) => secretsIn(line).length),
    [1, 1, 1, 1, 1],
  );
});

test('a process whose log has a token that a test uses fails the test, and so does any other command', async (t) => {
  const env = { CASM_API_TOKENS: 'crm:the-token-of-a-process' };
  const talkative = casmCommand(['--eval', 'console.log(process.env.CASM_API_TOKENS)', '--']);
  for (const args of [['serve'], ['relay', '--port', '0'], ['seed']])
    await t.throwsAsync(talkative.casm(args, env).ended, { message: /the token in: crm:the-token-of-a-process/ });
  const discreet = casmCommand(['--eval', 'console.log(process.argv.length)', '--']);
  t.is((await discreet.casm(['serve'], env).ended).code, 0);
});

test('a command may show the names of customers that it is asked for, and a log may not', async (t) => {
  const shows = casmCommand(['--eval', 'console.log("Grace Brewster Hopper")', '--']);
  noteBody({ customers: [{ customName: 'Grace Brewster Hopper' }] });
  t.is((await shows.casm(['campaign', 'show']).ended).code, 0);
  await t.throwsAsync(shows.casm(['serve']).ended, { message: /the customName in: Grace Brewster Hopper/ });
});
