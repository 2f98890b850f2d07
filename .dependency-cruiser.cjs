const { rules } = require('./tools/architecture/rules.cjs');

const options = {
  parser: 'swc',
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '/(dist|test)/' },
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'types', 'default'],
    extensions: ['.ts', '.js'],
  },
};

/** The rules of the hexagon, on the packages. */
module.exports = { forbidden: rules('packages'), options };
