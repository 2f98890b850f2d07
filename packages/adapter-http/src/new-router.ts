import { METHODS } from 'node:http';
import Router from '@koa/router';

type Match = ReturnType<Router['match']>;

/**
 * A router that finds a path without parameters by a look-up. Koa's tries the pattern of every route, so that each request
 * takes longer with each route of the API.
 */
class QuickRouter extends Router {
  /** By method and path, of the routes without parameters only, so that no caller can fill it. */
  readonly #found = new Map<string, Match>();
  /** The number of routes among which they were found. */
  #routes = 0;

  override match(path: string, method: string): Match {
    if (this.#routes !== this.stack.length) this.#found.clear();
    this.#routes = this.stack.length;
    const key = `${method} ${path}`;
    const known = this.#found.get(key);
    const found = known ?? super.match(path, method);
    if (known === undefined && found.route && found.path.every((layer) => layer.path === path))
      this.#found.set(key, found);
    // A router of the embedder may add its own to the list.
    return { ...found, path: [...found.path] };
  }
}

/** A router that answers 405 if a path does not allow a method. Koa's default is 501 for most methods. */
export const newRouter = (): Router => new QuickRouter({ methods: METHODS });
