import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { inRoot } from '../../scripts/lib/project.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { faultsInCompose, faultsInContainerfile, faultsInKubernetes } from './faults-in-deployment.mjs';

const engines = await import(pathToFileURL(inRoot('testing/engines/dist/index.js')).href);
const hadolint = await engines.hadolint();
engines.skipReason(hadolint.left ?? null);

const read = (...segments) => readFileSync(inRoot('deploy', ...segments), 'utf8');

const readOrNull = (name) => (existsSync(inRoot('deploy', name)) ? read(name) : null);

const { properties } = JSON.parse(readFileSync(inRoot('docs/reference/casm.config.schema.json'), 'utf8'));
const settings = Object.keys(properties);

const objects = readdirSync(inRoot('deploy/kubernetes')).filter((name) => name !== 'kustomization.yaml');

for (const name of objects)
  test(`${path.join('deploy/kubernetes', name)} is valid, and names commands and settings that exist`, (t) =>
    t.deepEqual(faultsInKubernetes(read('kubernetes', name), settings, read('kubernetes', 'settings.yaml')), []));

test('kustomization.yaml names every file beside it', (t) => {
  const listed = [...read('kubernetes', 'kustomization.yaml').matchAll(/^ {2}- (\S+\.yaml)$/gm)].map(
    ([, name]) => name,
  );
  const byName = (a, b) => a.localeCompare(b);
  t.deepEqual(listed.toSorted(byName), objects.toSorted(byName));
});

test('deploy/compose.yaml is valid, and names commands and settings that exist', (t) =>
  t.deepEqual(faultsInCompose(read('compose.yaml'), settings, readOrNull), []));

test('deploy/Containerfile is valid, runs as a numbered user, and has an init as PID 1', (t) =>
  t.deepEqual(faultsInContainerfile(read('Containerfile')), []));

// DL3008 asks for pinned versions of Debian's packages. A mirror removes a version as soon as there is a corrected one.
const allowed = ['--ignore', 'DL3008'];

const withHadolint = (title, body) =>
  hadolint._tag === 'Right'
    ? test(title, (t) => body(t, (text) => run(hadolint.right, [...allowed, '-'], { input: text })))
    : test.skip(`${title} (${hadolint.left})`, (t) => t.fail());

withHadolint(
  'hadolint has nothing to say about deploy/Containerfile, and says what is wrong in another',
  async (t, lint) => {
    t.like(await lint(read('Containerfile')), { code: 0, output: '' });
    const { code, output } = await lint(read('Containerfile').replace('apt-get install -y', 'apt-get install'));
    t.is(code, 1);
    t.regex(output, /DL3014/);
  },
);

const red = [
  [
    'the user of another process',
    'relay.yaml',
    'casm_relay-url',
    'casm_owner-url',
    /has casm_owner-url, casm-relay-kafka and not casm_relay-url, casm-relay-kafka/,
  ],
  [
    'the password of another user of Kafka',
    'dwh.yaml',
    'key: casm-dwh-kafka',
    'key: casm-relay-kafka',
    /has casm_warehouse-url, casm-relay-kafka and not/,
  ],
  [
    'another user of Kafka',
    'relay.yaml',
    'value: casm-relay',
    'value: casm-dwh',
    /is casm-dwh at Kafka and not casm-relay/,
  ],
  ['settings that are not there', 'dwh.yaml', 'name: casm-kafka', 'name: kafka', /the ConfigMap kafka is not there/],
  [
    'a setting of a container that does not exist',
    'serve.yaml',
    'CASM_API_TOKENS_FILE',
    'CASM_TOKENS_FILE',
    /CASM_TOKENS_FILE is no setting/,
  ],
  [
    'secrets in another folder',
    'dwh.yaml',
    'mountPath: /run/secrets/casm',
    'mountPath: /secrets',
    /not at \/run\/secrets\/casm/,
  ],
  ['a setting that does not exist', 'settings.yaml', 'CASM_KAFKA_BROKERS:', 'CASM_KAFKA_BROKER:', /no setting of casm/],
  ['a command that does not exist', 'relay.yaml', 'args: [relay]', 'args: [relays]', /starts no casm command/],
  ['a probe of a path that is not served', 'serve.yaml', 'path: /livez', 'path: /healthz', /no path of a probe/],
  [
    'a process that nothing restarts',
    'relay.yaml',
    'livenessProbe:',
    'lifecycle: {}\n          readinessProbe:',
    /no liveness probe/,
  ],
  ['a process that nothing scrapes', 'dwh.yaml', "scrape: 'true'", "scrape: 'no'", /nothing scrapes its metrics/],
  [
    'metrics that are scraped on another port',
    'relay.yaml',
    "port: '8081'",
    "port: '8080'",
    /port 8080 .* is not open/,
  ],
  ['metrics that are scraped on another path', 'serve.yaml', 'path: /metrics', 'path: /', /the path .* has no metrics/],
  ['a grace shorter than the drain', 'serve.yaml', 'Seconds: 30', 'Seconds: 5', /killed before it has stopped/],
  ['a pod that may be root', 'dwh.yaml', 'runAsNonRoot: true', 'runAsNonRoot: false', /may run as root/],
  [
    'a secret that is not there',
    'relay.yaml',
    'path: database-url',
    'path: url',
    /the secret database-url is not there/,
  ],
  [
    'a secret that nothing needs',
    'dwh.yaml',
    'path: database-url',
    'path: database-url\n              - key: api-tokens\n                path: api-tokens',
    /does not need the secret api-tokens/,
  ],
  [
    'clients without a limit',
    'serve.yaml',
    'CASM_CLIENT_RATE',
    'CASM_CLIENT_BURST',
    /one client can keep out the others/,
  ],
  ['a number where a text belongs', 'serve.yaml', 'replicas: 2', 'replicas: two', /replicas/],
];

for (const [what, file, from, to, expected] of red)
  test(`red: ${what} in a Kubernetes object`, (t) => {
    const text = read('kubernetes', file);
    t.true(text.includes(from));
    const shared = read('kubernetes', 'settings.yaml');
    t.regex(faultsInKubernetes(text.replace(from, to), settings, shared).join('\n'), expected);
  });

test('red: faults in the compose file and in the Containerfile', (t) => {
  const compose = (from, to) =>
    faultsInCompose(read('compose.yaml').replace(from, to), settings, readOrNull).join('\n');
  t.regex(compose('command: [dwh]', 'command: [warehouse]'), /starts no casm command/);
  t.regex(compose('CASM_OPERATIONS_PORT', 'CASM_OPERATION_PORT'), /no setting of casm/);
  t.regex(compose('stop_grace_period: 60s', 'stop_grace: 60s'), /additional properties/);
  t.regex(compose("CASM_OPERATIONS_PORT: '8081'", "CASM_OPERATIONS_PORT: '8082'"), /port 8081 of its health check/);
  t.regex(compose(':8081/readyz', ':8081/ready'), /\/ready is no path of a probe/);
  t.regex(compose('casm_relay-url, target: database-url', 'casm_relay-url, target: url'), /database-url is not there/);
  t.regex(compose('ca.pem, api-tokens]', 'ca.pem]'), /api-tokens is not there/);
  t.regex(
    compose('source: casm_relay-url', 'source: casm_owner-url'),
    /relay: it has casm_owner-url, casm-relay-kafka and not/,
  );
  t.regex(
    compose('source: casm-dwh-kafka', 'source: kafka-kafka'),
    /dwh: it has casm_warehouse-url, kafka-kafka and not/,
  );
  t.regex(compose('USERNAME: casm-dwh', 'USERNAME: casm-relay'), /dwh: it is casm-relay at Kafka and not casm-dwh/);
  t.regex(compose('healthcheck: *ready', 'init: false'), /it has no health check/);
  t.regex(
    compose('ca.pem, kafka.pem, kafka-kafka', 'ca.pem, kafka-kafka'),
    /server\.properties needs the secret kafka\.pem/,
  );
  t.regex(compose('- postgres.pem', '- postgres.crt'), /postgres: no file is the secret postgres\.crt/);
  t.regex(compose('./kafka/start.sh:', './kafka/begin.sh:'), /kafka: \.\/kafka\/begin\.sh is not there/);
  t.regex(compose('CASM_CLIENT_RATE', 'CASM_CLIENT_BURST'), /one client can keep out the others/);
  t.regex(faultsInContainerfile(read('Containerfile').replace('USER 1000:1000', 'USER node')).join(), /runs as node/);
  t.regex(
    faultsInContainerfile(read('Containerfile').replace('WORKDIR /src', 'WORKDIRR /src')).join(),
    /Unknown instruction: WORKDIRR/,
  );
});
