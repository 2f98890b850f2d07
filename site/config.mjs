import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** VitePress's configuration, for the pages that scripts/docs.mjs puts together in `site/.pages`. */
const pages = path.resolve(import.meta.dirname, '..');

const titleOf = (file) => /^# (.*)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? path.basename(file);

/** The pages of a folder, by their headings. */
const pagesIn = (folder) =>
  readdirSync(path.join(pages, folder))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => ({
      text: titleOf(path.join(pages, folder, name)),
      link: `/${folder}/${name.replace(/\.md$/, '')}`,
    }));

const kind = (text, folder, further = []) => ({
  text,
  collapsed: folder !== 'tutorial',
  items: [...pagesIn(folder), ...further],
});

const kinds = [
  kind('Tutorial', 'tutorial'),
  kind('How-to guides', 'how-to'),
  kind('Reference', 'reference', [
    { text: 'Programming interface', link: '/api/' },
    { text: 'Glossary', link: '/glossary' },
  ]),
  kind('Explanation', 'explanation', [
    { text: 'Architecture and promises', link: '/architecture' },
    { text: 'Decisions', link: '/decisions/' },
  ]),
];

export default {
  title: 'CASM',
  description: 'Customer, Account & Subscription Management',
  srcDir: '.',
  outDir: '../dist',
  cacheDir: '../.pages/.cache',
  rewrites: { 'decisions/README.md': 'decisions/index.md' },
  themeConfig: { search: { provider: 'local' }, sidebar: kinds, outline: [2, 3] },
};
