import type { CustomerOperation } from '@casm/core';
import type { Route } from './route.js';
import { placeOf } from './routes/operation-places.js';

type Place = Pick<Route, 'operation' | 'method' | 'path'>;

/** The conflicts among these routes, one line each. */
export const conflictsAmongRoutes = (routes: ReadonlyArray<Place>): ReadonlyArray<string> =>
  routes.flatMap(({ operation, method, path }, index) => {
    const earlier = routes.slice(0, index);
    const place = `${method.toUpperCase()} ${path}`;
    const atSamePlace = earlier.find((other) => other.method === method && other.path === path);
    return [
      ...(earlier.some((other) => other.operation === operation) ? [`two routes have the name ${operation}`] : []),
      ...(atSamePlace === undefined ? [] : [`${atSamePlace.operation} and ${operation} are both served as ${place}`]),
    ];
  });

/** The conflicts among the routes of these operations, one line each. */
export const conflictsInServing = (operations: ReadonlyArray<CustomerOperation>): ReadonlyArray<string> =>
  conflictsAmongRoutes(operations.map((operation) => ({ operation: operation.name, ...placeOf(operation) })));
