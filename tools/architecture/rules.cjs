/**
 * The hexagon, as rules. Each has a fixture in tools/architecture/fixtures that turns it red.
 * `root` is a regular expression for the folder that holds the packages: the fixtures stand in for it in their tests.
 */
const rules = (root) => {
  const sources = (name) => `^${root}/${name}/src/`;
  const onlyIn = (name, library, why) => ({
    name: `${library.replace(/\W/g, '')}-only-in-${name}`,
    comment: why,
    severity: 'error',
    from: { path: `^${root}/[^/]+/src/`, pathNot: `^${root}/${name}/` },
    to: { path: `node_modules/${library}/|^${library}$` },
  });
  return [
    {
      name: 'core-imports-only-fp-ts-and-io-ts',
      comment: 'The core runs anywhere and knows no technology: not even node:* may come in.',
      severity: 'error',
      from: { path: sources('core') },
      to: { pathNot: `${sources('core')}|node_modules/(fp-ts|io-ts)/` },
    },
    {
      name: 'domain-knows-no-ports-and-no-use-cases',
      comment: 'Decisions are pure: what carries them out depends on them, never the other way round.',
      severity: 'error',
      from: { path: `^${root}/core/src/domain/` },
      to: { path: `^${root}/core/src/(ports|use-cases|testing)/` },
    },
    {
      name: 'adapters-do-not-know-each-other',
      comment: 'Each adapter can be exchanged by itself.',
      severity: 'error',
      from: { path: `^${root}/(adapter-[^/]+)/src/` },
      to: { path: `^${root}/(adapter-[^/]+|app)/|@casm/(adapter-[^/]+|app)`, pathNot: `^${root}/$1/` },
    },
    onlyIn('app', 'inversify', 'The composition root is the app: no other package knows that there is a container.'),
    onlyIn('app', 'reflect-metadata', 'Comes with inversify and stays where it is.'),
    onlyIn('adapter-http', 'koa', 'HTTP is one adapter’s business.'),
    onlyIn('adapter-kafka', 'node-rdkafka', 'Kafka is one adapter’s business.'),
    onlyIn('adapter-postgres', 'sequelize', 'SQL is one adapter’s business.'),
    onlyIn('adapter-postgres', 'pg', 'SQL is one adapter’s business.'),
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
      from: { path: `^${root}/[^/]+/src/` },
      to: { path: `^${root}/[^/]+/test/|^testing/|@casm/(test-engines|fault-tests|bench)` },
    },
  ];
};

module.exports = { rules };
