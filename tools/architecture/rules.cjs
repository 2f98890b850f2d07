const functional = ['fp-ts', 'io-ts'];
const node = 'core';

/**
 * What the sources of each package may import beside their own: libraries, packages of the workspace, and `core` for what comes with
 * Node. A package that is not listed may import nothing.
 */
const allowed = {
  core: functional,
  'adapter-http': [
    ...functional,
    node,
    '@casm/core',
    'koa',
    '@koa/cors',
    '@koa/router',
    'koa-compose',
    'raw-body',
    '@casm/campaign-files',
  ],
  'campaign-files': ['fp-ts', node, '@casm/core', 'csv-parse'],
  client: ['openapi-fetch'],
  'adapter-kafka': [...functional, node, '@casm/core', 'node-rdkafka'],
  'adapter-postgres': [...functional, node, '@casm/core', 'pg', 'pg-connection-string', 'sequelize', 'umzug'],
  'embedded-postgres': [node],
  services: ['fp-ts', node, '@casm/core'],
  access: [...functional, node, '@casm/core', 'jose'],
  app: [
    ...functional,
    node,
    '@casm/core',
    '@casm/access',
    '@casm/adapter-http',
    '@casm/adapter-kafka',
    '@casm/adapter-postgres',
    '@casm/campaign-files',
    '@casm/embedded-postgres',
    '@casm/services',
    '@opentelemetry/api',
    '@opentelemetry/core',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/exporter-trace-otlp-proto',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-base',
    'commander',
    'inversify',
    'pino',
    'prom-client',
    'reflect-metadata',
    'uuid',
    'yaml',
  ],
};

/**
 * The hexagon, as rules. Each has a fixture in architecture.test.mjs that turns it red.
 * `root` is a regular expression for the folder that holds packages and testing: the fixtures stand in for it in their tests.
 */
const rules = (root = '') => {
  const packages = `^${root}packages`;
  const sources = (name) => `${packages}/${name}/src/`;
  /** Where an import ends up: a library in node_modules, a package of the workspace in what it has built. */
  const placeOf = (name) =>
    name.startsWith('@casm/') ? `^packages/${name.slice('@casm/'.length)}/dist/` : `node_modules/${name}/`;
  const only = (name, imports) => ({
    name: `${name}-imports-only-what-is-allowed`,
    comment: `Allowed are ${imports.join(', ')}.`,
    severity: 'error',
    from: { path: sources(name) },
    to: {
      pathNot: [sources(name), ...imports.filter((each) => each !== node).map(placeOf)],
      ...(imports.includes(node) ? { dependencyTypesNot: [node] } : {}),
    },
  });
  return [
    ...Object.entries(allowed).map(([name, imports]) => only(name, imports)),
    {
      name: 'every-package-has-a-list',
      comment: 'A new package says in this file what it may import.',
      severity: 'error',
      from: { path: `${packages}/[^/]+/src/`, pathNot: Object.keys(allowed).map(sources) },
      to: {},
    },
    {
      name: 'domain-knows-no-ports-and-no-use-cases',
      comment: 'Decisions are pure: what carries them out depends on them, never the other way round.',
      severity: 'error',
      from: { path: `${sources('core')}domain/` },
      to: { path: `${sources('core')}(ports|use-cases|testing)/` },
    },
    {
      name: 'the-container-is-in-one-file',
      comment: 'Whatever else is in the app takes what it needs as plain arguments.',
      severity: 'error',
      from: { path: sources('app'), pathNot: `${sources('app')}runtime/container.ts$` },
      to: { path: '(^|node_modules/)(inversify|reflect-metadata)(/|$)' },
    },
    {
      name: 'opentelemetry-is-loaded-on-demand',
      comment:
        'A process without traces loads nothing of OpenTelemetry: only one file imports its SDK, and that one is imported dynamically.',
      severity: 'error',
      from: { path: sources('app'), pathNot: `${sources('app')}runtime/tracing/` },
      to: {
        path: '(^|node_modules/)@opentelemetry/|runtime/tracing/(open-telemetry-sdk|traced-|joined-|trace-context)',
      },
    },
    {
      name: 'opentelemetry-is-imported-dynamically',
      comment: 'See opentelemetry-is-loaded-on-demand.',
      severity: 'error',
      from: { path: sources('app') },
      to: { path: 'runtime/tracing/open-telemetry-sdk', dynamic: false },
    },
    {
      name: 'no-cycles',
      comment: 'Whoever reads one file must not have to read them all.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'sources-do-not-import-tests',
      comment: 'What is published must not need what is not.',
      severity: 'error',
      from: { path: `${packages}/[^/]+/src/` },
      to: { path: `${packages}/[^/]+/test/|^${root}testing/` },
    },
    {
      name: 'sources-do-not-import-the-in-memory-adapters',
      comment: 'They and the contract suites are for tests, the embedder’s among them.',
      severity: 'error',
      from: { path: `${packages}/[^/]+/src/`, pathNot: `${sources('core')}testing/` },
      to: { path: 'packages/core/(src|dist)/testing/' },
    },
    {
      name: 'the-oracle-knows-nothing-of-the-product',
      comment: 'What judges a fault run shares no code with what is judged.',
      severity: 'error',
      from: { path: `^${root}testing/faults/src/` },
      to: { path: `@casm/|^packages/|${packages}/|^${root}testing/(engines|bench|faults/harness)/` },
    },
  ];
};

module.exports = { rules };
