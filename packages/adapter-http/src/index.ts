export { httpApi, routesOf } from './http-api.js';
export type { HttpApiOptions } from './http-api.js';
export { openApiDocument } from './openapi/open-api-document.js';
export type { Problem, ProblemViolation } from './problem.js';
export { serve } from './serve.js';
export type { HttpServer, HttpServerStatus, ServeOptions } from './serve.js';
export { defaultLimits } from './server/server-limits.js';
export type { ServerLimits } from './server/server-limits.js';
