import { METHODS } from 'node:http';
import Router from '@koa/router';

/** A router that answers 405 if a path does not allow a method. Koa's default is 501 for most methods. */
export const newRouter = (): Router => new Router({ methods: METHODS });
