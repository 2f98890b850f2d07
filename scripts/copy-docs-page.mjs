import { copyFile, mkdir } from 'node:fs/promises';
import { inRoot } from './lib/project.mjs';

// The files of Swagger UI that the page at /docs needs are shipped with the HTTP adapter. As a dependency of what is published, their
// package would bring one that reports each installation to its vendor.
const to = inRoot('packages/adapter-http/docs-page');
await mkdir(to, { recursive: true });
for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png', 'LICENSE', 'NOTICE'])
  await copyFile(new URL(name, import.meta.resolve('swagger-ui-dist/package.json')), `${to}/${name}`);
