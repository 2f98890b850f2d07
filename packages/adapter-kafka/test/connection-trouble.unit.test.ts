import { EventEmitter } from 'node:events';
import test from 'ava';
import { listenForTrouble } from '../src/connection-trouble.js';

test('the reasons of failed connections are heard, also those of an identity provider', (t) => {
  const client = new EventEmitter();
  const heard: Array<string> = [];
  listenForTrouble(client, (detail) => heard.push(detail));
  const failure = {
    fac: 'FAIL',
    severity: 3,
    message: '[thrd:kafka:9092/1]: connection refused (after 2ms in state CONNECT)',
  };
  client.emit('event.log', failure);
  client.emit('event.log', { ...failure, severity: 6 });
  client.emit('event.log', { fac: 'OIDC', severity: 3, message: '[thrd:background]: Failed to retrieve OIDC token' });
  client.emit('event.log', { fac: 'GROUPJOIN', severity: 3, message: 'no failure of a connection' });
  client.emit('event.error', { message: 'broker transport failure' });
  client.emit('event.error', { message: 'topic authorization failed' });
  t.deepEqual(heard, ['connection refused', 'Failed to retrieve OIDC token', 'topic authorization failed']);
});
