export { casmClient } from './casm-client.js';
export type { CasmClient, CasmClientOptions } from './casm-client.js';
export type { components, operations } from './generated/api.js';
export { ProblemAnswer } from './problem.js';
export type { Problem } from './problem.js';
export type { RetryOptions } from './retry.js';
