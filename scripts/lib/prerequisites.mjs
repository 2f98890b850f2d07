import { run } from './run.mjs';

const oldestNode = [20, 19];

const compilerTools = [
  ['python3', 'Debian, Ubuntu: apt-get install python3'],
  ['make', 'Debian, Ubuntu: apt-get install make'],
  ['g++', 'Debian, Ubuntu: apt-get install g++'],
];

/** One line when this Node is too old, else none. */
export const nodeTooOld = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isRecentEnough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return isRecentEnough
    ? []
    : [`Node ${process.versions.node} is too old: CASM needs ${oldestNode.join('.')} or newer.`];
};

/** One line for each tool that is missing of those with which node-rdkafka compiles librdkafka. */
export const missingCompilerTools = async () => {
  const missing = await Promise.all(
    compilerTools.map(async ([command, hint]) => {
      const { code } = await run(command, ['--version']);
      return code === 0 ? [] : [`${command} is missing: it is needed to compile librdkafka (${hint}).`];
    }),
  );
  return missing.flat();
};
