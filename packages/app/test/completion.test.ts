import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { skipReason, zsh as zshHere } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { casm } from './running-casm.js';

const run = promisify(execFile);

const scriptFor = async (t: ExecutionContext, shell: string): Promise<string> => {
  const { code, stdout, stderr } = await casm(['completion', shell]).ended;
  t.is(code, 0, stderr);
  return stdout;
};

/** What bash offers after these words, the last of which is being typed. */
const offered = async (script: string, ...typed: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const words = ['casm', ...typed].map((word) => `'${word}'`).join(' ');
  const asked = `${script}\nCOMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _casm; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('/bin/bash', ['--norc', '--noprofile', '-c', asked]);
  return stdout.split('\n').filter((line) => line !== '');
};

test('bash completes commands, the commands below them, and their options', async (t) => {
  const script = await scriptFor(t, 'bash');
  t.deepEqual(await offered(script, 'se'), ['serve', 'seed']);
  t.deepEqual(await offered(script, 'outbox', ''), ['retry', 'discard', '--data-dir', '--help']);
  t.deepEqual(await offered(script, 'dwh', 'dead-letters', 'dis'), ['discard']);
  t.deepEqual(await offered(script, 'serve', '--h'), ['--host', '--help']);
  t.deepEqual(await offered(script, 'outbox', 'retry', '--customer', 'x', '--to'), ['--topic']);
  t.deepEqual(await offered(script, 'completion', 'x'), []);
});

test('the completion knows every command that the help does', async (t) => {
  const script = await scriptFor(t, 'bash');
  const help = (await casm(['--help']).ended).stdout;
  const commands = [...help.slice(help.indexOf('Commands:')).matchAll(/^ {2}([a-z-]+)/gm)].map(
    ([, name]) => name ?? '',
  );
  t.true(commands.length > 10);
  const words = await offered(script, '');
  for (const command of commands.filter((name) => name !== 'help')) t.true(words.includes(command), command);
});

const zsh = await zshHere();
const noZsh = skipReason(E.isLeft(zsh) ? zsh.left : null);
if (E.isLeft(zsh)) test.skip(`zsh takes its script (${noZsh})`, (t) => t.fail());
else
  test('zsh takes its script', async (t) => {
    const { program, prelude } = zsh.right;
    const script = await scriptFor(t, 'zsh');
    const asked = `${prelude}autoload -Uz compinit && compinit -D -u\n${script}
compadd() { shift; print -l -- "$@"; }
_files() { :; }
words=(casm outbox ''); CURRENT=3; _casm`;
    const { stdout } = await run(program, ['-f', '-c', asked]);
    t.deepEqual(stdout.trim().split('\n'), ['retry', 'discard', '--data-dir', '--help']);
  });

test('another shell is refused by name', async (t) => {
  const { code, stderr } = await casm(['completion', 'tcsh']).ended;
  t.is(code, 2);
  t.regex(stderr, /It must be one of bash, zsh/);
});
