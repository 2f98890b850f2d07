export { httpApi, routesOf } from './http-api.js';
export type { HttpApiOptions } from './http-api.js';
export type { Problem, ProblemViolation } from './problem.js';
export { serve } from './serve.js';
export type { HttpServer, ServeOptions } from './serve.js';
