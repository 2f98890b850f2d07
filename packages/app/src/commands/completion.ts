import type { Command } from 'commander';

/** A shell that completes what is typed. */
export type Shell = 'bash' | 'zsh';
export const shells: ReadonlyArray<string> = ['bash', 'zsh'] satisfies ReadonlyArray<Shell>;
export const isShell = (name: string): name is Shell => shells.includes(name);

interface Place {
  /** The words behind `casm` that lead there; empty: none. */
  readonly path: string;
  /** What may follow. */
  readonly words: ReadonlyArray<string>;
}

const placesOf = (command: Command, path: string): ReadonlyArray<Place> => {
  const { commands, options } = command;
  const words = [...commands.map((each) => each.name()), ...options.flatMap(({ long }) => long ?? []), '--help'];
  const below = commands.flatMap((each) => placesOf(each, `${path} ${each.name()}`.trim()));
  return [{ path, words }, ...below];
};

/** The shell walks from place to place by the words before the cursor; a word that leads nowhere is an argument. */
const walk = (places: ReadonlyArray<Place>, before: string): string => {
  const known = places.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
  return `  local at='' word
  for word in ${before}; do
    case "\${at:+$at }$word" in
      ${known.join(' | ')}) at="\${at:+$at }$word" ;;
    esac
  done`;
};

const choose = (places: ReadonlyArray<Place>, action: (words: string) => string): string =>
  `  case "$at" in
${places.map(({ path, words }) => `    '${path}') ${action(words.join(' '))} ;;`).join('\n')}
  esac`;

/*
 * Where nothing fits, both shells go on to complete names of files, which many options take. The scripts hold all commands: completing
 * starts no process.
 */
const scripts: Readonly<Record<Shell, (places: ReadonlyArray<Place>) => string>> = {
  bash: (places) => `_casm() {
${walk(places, '"${COMP_WORDS[@]:1:COMP_CWORD-1}"')}
  local words=''
${choose(places, (words) => `words='${words}'`)}
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _casm casm`,
  zsh: (places) => `#compdef casm
_casm() {
${walk(places, '"${(@)words[2,CURRENT-1]}"')}
${choose(places, (words) => `compadd -- ${words}`)}
  _files
}
compdef _casm casm`,
};

/** The script by which a shell completes the commands and options of this program. */
export const completionScript = (program: Command, shell: Shell): string => scripts[shell](placesOf(program, ''));
