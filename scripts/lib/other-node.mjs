import { existsSync } from 'node:fs';
import path from 'node:path';
import { inRoot, say } from './project.mjs';
import { run } from './run.mjs';

const required = process.env.CASM_REQUIRE_NODE === '1';

const platform = `node-${process.platform}-${process.arch}`;

/**
 * The folder that holds the latest `node` of this version, such as 24 or 20.19, from the npm registry. Where it cannot be had, the process ends
 * and says so.
 */
export const nodeFolder = async (version) => {
  const prefix = inRoot('.cache', `node-${version}`);
  const bin = path.join(prefix, 'node_modules', platform, 'bin');
  if (!existsSync(path.join(bin, 'node'))) {
    say(`Getting Node ${version} …`);
    const quietly = ['--no-audit', '--no-fund', '--no-update-notifier', '--no-package-lock', '--loglevel=error'];
    const { code, output } = await run('npm', ['install', '--prefix', prefix, ...quietly, `${platform}@${version}`]);
    if (code !== 0) {
      process.stderr.write(`${output}\n`);
      say(
        `skipped: Node ${version} cannot be had here${required ? '' : ' (CASM_REQUIRE_NODE=1 makes that a failure)'}`,
      );
      process.exit(required ? 1 : 0);
    }
  }
  return bin;
};
