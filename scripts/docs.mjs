import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { entryPoints } from './lib/entry-points.mjs';
import { inRoot, say } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { setUpOrExit } from './set-up.mjs';

/*
 * Makes a static site of docs/ in site/dist, with the reference of the packages' exports. The generators are not part of the workspace: they
 * are installed into site/node_modules when they are first needed. A link that leads nowhere, and anything that a page would fetch
 * from elsewhere, fails the build.
 */
const site = inRoot('site');
const pages = path.join(site, '.pages');
const dist = path.join(site, 'dist');

const must = async (what, command, args) => {
  const { code, output } = await run(command, args, { cwd: site });
  if (code === 0) return;
  process.stderr.write(`${output}\n${what}: failed.\n`);
  process.exit(1);
};

const filesIn = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules') && !name.includes('.vitepress'));

/** A link that leaves docs/ becomes its text; it must lead to a file. */
const withoutLinksOutside = (text, file) =>
  text.replaceAll(/\[([^\]]+)\]\((\.\.\/[^)#]+)[^)]*\)/g, (link, words, target) => {
    const found = path.resolve(path.dirname(inRoot('docs', file)), target);
    if (!existsSync(found)) throw new Error(`docs/${file}: there is no ${target}`);
    return found.startsWith(inRoot('docs')) ? link : words;
  });

const collectPages = () => {
  rmSync(pages, { recursive: true, force: true });
  mkdirSync(path.join(pages, '.vitepress'), { recursive: true });
  cpSync(inRoot('docs'), pages, { recursive: true });
  for (const file of filesIn(pages, '.md'))
    writeFileSync(path.join(pages, file), withoutLinksOutside(readFileSync(path.join(pages, file), 'utf8'), file));
  for (const file of filesIn(pages, '.json')) cpSync(path.join(pages, file), path.join(pages, 'public', file));
  cpSync(path.join(site, 'index.md'), path.join(pages, 'index.md'));
  cpSync(path.join(site, 'config.mjs'), path.join(pages, '.vitepress/config.mjs'));
};

/** The page or file that a link on a page leads to, and the anchor on it. */
const targetOf = (page, href) => {
  const { pathname, hash } = new URL(href, `http://site/${page}`);
  const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  return { file: path.join(dist, decodeURIComponent(file)), anchor: decodeURIComponent(hash.slice(1)) };
};

const faultOf = (page, href) => {
  const { file, anchor } = targetOf(page, href);
  if (!existsSync(file)) return `${page}: ${href} leads nowhere`;
  // TypeDoc and VitePress number headings of one name differently, and only the former knows which is meant.
  const isThere = anchor === '' || page.startsWith('api/') || readFileSync(file, 'utf8').includes(`id="${anchor}"`);
  return isThere ? null : `${page}: there is no ${href}`;
};

/** What is wrong with the built pages: links that lead nowhere, and what a browser would fetch from elsewhere. */
const faultsOf = (page) => {
  const html = readFileSync(path.join(dist, page), 'utf8');
  const links = [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href]) => href.replaceAll('&amp;', '&'));
  const fetched = [...html.matchAll(/<(?:script|img|link|iframe)[^>]* (?:src|href)="(https?:[^"]+)"/g)];
  return [
    ...links.filter((href) => !/^(https?|mailto):/.test(href)).map((href) => faultOf(page, href)),
    ...fetched.map(([, url]) => `${page}: fetches ${url}`),
  ].filter((fault) => fault !== null);
};

await setUpOrExit();
if (!existsSync(path.join(site, 'node_modules/vitepress'))) {
  say('Installing the generators …');
  await must('npm ci', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
}
collectPages();
const sources = entryPoints().flatMap(({ source }) => ['--entryPoints', source]);
await must('typedoc', process.execPath, ['node_modules/typedoc/bin/typedoc', ...sources]);
await must('vitepress', process.execPath, ['node_modules/vitepress/bin/vitepress.js', 'build', '.pages']);
const built = filesIn(dist, '.html');
const faults = [...new Set(built.flatMap(faultsOf))];
if (faults.length > 0) process.stderr.write(`${faults.join('\n')}\n`);
say(`${built.length} pages in site/dist, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
