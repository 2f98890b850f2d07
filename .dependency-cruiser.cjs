const { rules } = require('./tools/architecture/rules.cjs');

const options = {
  parser: 'swc',
  // Another package is seen as what it has built: known by its path, and not followed.
  doNotFollow: { path: 'node_modules|/dist/' },
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'types', 'default'],
    extensions: ['.ts', '.js'],
  },
};

/** The rules of the hexagon, on the packages. */
module.exports = { forbidden: rules(), options };
