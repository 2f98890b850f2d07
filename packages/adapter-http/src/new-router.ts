import { METHODS } from 'node:http';
import Router from '@koa/router';

/** A router that answers 405 wherever a path does not allow a method. By default it answers 501 for most methods. */
export const newRouter = (): Router => new Router({ methods: METHODS });
