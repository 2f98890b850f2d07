import { readFile } from 'node:fs/promises';
import type Router from '@koa/router';
import type { Context } from 'koa';

/** The build copies the files here. */
const folder = new URL('../../docs-page/', import.meta.url);

/** Allows resources of this server only. Swagger UI sets inline styles and loads its icons from data URLs. */
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

/** The references are relative, so the page works under a prefix. */
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

/** `validatorUrl: null` prevents the page from sending the document to the vendor's validator. */
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

/** Serves /docs: the OpenAPI document as a page on which requests can be tried. The page contacts no other host. */
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
      // 2 MB that change only with a release.
      ctx.set('Cache-Control', 'private, max-age=3600');
      send(ctx, type, bytes);
    });
};
