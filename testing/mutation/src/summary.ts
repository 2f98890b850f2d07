import type { FileOutcome, Outcome, Survivor } from './outcome.js';
import { type Reason, reasonFor } from './reasons.js';

export interface Summary {
  /** Markdown. */
  readonly text: string;
  /** Whether the target is reached, and each survivor has its reason. */
  readonly isReached: boolean;
}

type Count = Pick<FileOutcome, 'killed' | 'survived'>;

const share = ({ killed, survived }: Count): number =>
  killed + survived === 0 ? 100 : (killed / (killed + survived)) * 100;

const sum = (files: ReadonlyArray<FileOutcome>): Count =>
  files.reduce<Count>(
    (total, { killed, survived }) => ({ killed: total.killed + killed, survived: total.survived + survived }),
    { killed: 0, survived: 0 },
  );

const cell = (text: string): string => (text === '' ? '(nothing)' : `\`\`${text.replaceAll('|', '\\|')}\`\``);

export const summaryOf = ({ files, survivors }: Outcome, reasons: ReadonlyArray<Reason>, target: number): Summary => {
  const total = sum(files);
  const unexplained = survivors.filter((survivor) => reasonFor(reasons, survivor) === undefined);
  const rowOf = (survivor: Survivor): string => {
    const { file, line, original, replacement } = survivor;
    return `| ${file}:${line} | ${cell(original)} | ${cell(replacement)} | ${reasonFor(reasons, survivor) ?? '**none**'} |`;
  };
  const text = `# Mutation run over the core

Made by \`npm run test:mutation\`. ${total.killed} of ${total.killed + total.survived} changes turn a test red: ${share(total).toFixed(1)} % (target: ${target} %).

| file | killed | survived | % |
| --- | --- | --- | --- |
${files.map((file) => `| ${file.file} | ${file.killed} | ${file.survived} | ${share(file).toFixed(1)} |`).join('\n')}

## Survivors

Each has its reason in \`testing/mutation/reasons.json\`; a survivor without one fails the run.

| place | instead of | it says | reason |
| --- | --- | --- | --- |
${survivors.map(rowOf).join('\n')}
`;
  return { text, isReached: share(total) >= target && unexplained.length === 0 };
};
