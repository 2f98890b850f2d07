import { huntOnPostgres } from './on-postgres.js';

/*
 * npm run hunt:stale-reads -- [reads], by default 100,000: no answer may be stale, and some must be if the rule is
 * broken on purpose.
 */

const most = Number(process.argv[2] ?? 100_000);
const kept = await huntOnPostgres(most, { isBroken: false });
process.stdout.write(`${kept.reads} reads beside ${kept.moves} moves: ${kept.stale} stale\n`);
const broken = await huntOnPostgres(most, { isBroken: true });
process.stdout.write(
  `with the rule broken, ${broken.reads} reads beside ${broken.moves} moves: ${broken.stale} stale\n`,
);
// The server that was started for the database lives as long as this process.
process.exit(kept.stale === 0 && broken.stale > 0 ? 0 : 1);
