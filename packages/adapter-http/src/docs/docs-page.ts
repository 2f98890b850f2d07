import { readFile } from 'node:fs/promises';
import type Router from '@koa/router';
import type { Context } from 'koa';

/** Copied here by the build. */
const folder = new URL('../../docs-page/', import.meta.url);

/** Only what this process serves; Swagger UI sets styles on its elements, and draws its icons from data URLs. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Relative references: under a prefix they follow it. */
const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>CASM API</title>
    <link rel="icon" type="image/png" href="docs/favicon-32x32.png">
    <link rel="stylesheet" href="docs/swagger-ui.css">
  </head>
  <body>
    <div id="docs"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;

/** Without `validatorUrl: null` the page sends the document to a validator of its vendor. */
const start = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  validatorUrl: null,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
});
`;

const shipped = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'favicon-32x32.png': 'image/png',
};

/** /docs: the OpenAPI document as a page on which requests can be tried. It asks no other host for anything. */
export const serveDocsPage = (router: Router): void => {
  const send = (ctx: Context, type: string, body: string | Buffer): void => {
    ctx.set('Content-Security-Policy', policy);
    ctx.type = type;
    ctx.body = body;
  };
  router.get('/docs', (ctx) => send(ctx, 'text/html', page));
  router.get('/docs/start.js', (ctx) => send(ctx, 'text/javascript', start));
  for (const [name, type] of Object.entries(shipped))
    router.get(`/docs/${name}`, async (ctx) => {
      const bytes = await readFile(new URL(name, folder));
      // 2 MB that change with a release only.
      ctx.set('Cache-Control', 'private, max-age=3600');
      send(ctx, type, bytes);
    });
};
