import type { JsonSchema } from '@casm/core/codecs';
import type { Route } from '../route.js';
import { components } from './components.js';
import { headerComponents, headerParameters } from './headers.js';
import { problemsOf } from '../problems-of.js';
import { operationObject } from './operation-object.js';
import { problemExamples } from './problem-examples.js';

const description = `CASM keeps customers, their segments and their states. A CRM calls this API; every change is published to Kafka.

**Idempotency.** Every change carries a \`requestId\`. If the same client sends the same request with the same requestId again, it gets the
first answer, byte for byte, with the header \`Idempotency-Replayed\`, for at least 24 hours. Setting the state of a campaign and the
retries of an operator carry none: a repeat of these does no harm.

**Access.** A token has scopes, and each operation needs one. Without a valid token the answer is 401, without the scope 403, with the
challenge of RFC 6750.

**Versions.** A customer's version is its ETag. \`If-Match\` makes a change conditional, \`If-None-Match\` a read.

**Replicas.** A read is answered by the primary. \`Prefer: replica\` lets a replica answer it, where the installation has one; the answer
then has \`Preference-Applied: replica\`, and \`Replica-Lag\` says how old its state can be. The effective segment is always the primary's.

**Problems.** Everything that is refused is a problem document (RFC 9457), told by its \`type\`; it lists everything that is wrong at once.
After a 503 the same request, with the same requestId, may succeed after the seconds in \`Retry-After\`.

**Growth.** A release may add operations, optional members of requests, members of answers and problem types; readers pass over what they
do not know.`;

/** The routes as an OpenAPI 3.1 document. `server` is the base URL of the paths, relative to the document. */
export const openApiDocument = (routes: ReadonlyArray<Route>, server = '/'): Readonly<Record<string, unknown>> => {
  const collected = components();
  const paths: Record<string, JsonSchema> = {};
  for (const route of routes) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationObject(route, collected) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'CASM',
      summary: 'Customer, Account & Subscription Management.',
      version: '1.0.0',
      description,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: server, description: 'This installation.' }],
    security: [{ bearerToken: [] }],
    tags: [...new Map(routes.map(({ tag }) => [tag.name, tag])).values()],
    paths,
    components: {
      schemas: collected.schemas(),
      headers: headerComponents,
      parameters: headerParameters,
      examples: problemExamples(routes.flatMap(problemsOf)),
      securitySchemes: {
        bearerToken: {
          type: 'http',
          scheme: 'bearer',
          description:
            'The token of the client: an OAuth 2 access token of a configured issuer, an API key, or a token of the configuration. The roles that an operation lists are the scopes that the token must have.',
        },
      },
    },
  };
};
