import path from 'node:path';

/** What Stryker tells of one changed place, as far as it is used here. */
export interface MutantResult {
  readonly fileName: string;
  readonly status: string;
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

/** Both are counted from 1, as Stryker does for results. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** A changed place for which no test turned red. */
export interface Survivor {
  /** As in packages/core. */
  readonly file: string;
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
}

export interface FileOutcome {
  readonly file: string;
  readonly killed: number;
  readonly survived: number;
}

export interface Outcome {
  readonly files: ReadonlyArray<FileOutcome>;
  readonly survivors: ReadonlyArray<Survivor>;
}

const isKilled = ({ status }: MutantResult): boolean => status === 'Killed' || status === 'Timeout';
const hasSurvived = ({ status }: MutantResult): boolean => status === 'Survived' || status === 'NoCoverage';

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const textAt = (source: string, { start, end }: MutantResult['location']): string => {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const cut = lines.map((line, index) =>
    line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : line.length),
  );
  return onOneLine(cut.join(' '));
};

export const outcomeOf = async (
  results: ReadonlyArray<MutantResult>,
  readSource: (file: string) => Promise<string>,
): Promise<Outcome> => {
  const names = [...new Set(results.map(({ fileName }) => fileName))].sort();
  const judged = await Promise.all(
    names.map(async (fileName) => {
      const file = path.relative(process.cwd(), fileName);
      const own = results.filter((result) => result.fileName === fileName);
      const source = await readSource(fileName);
      const survivors = own.filter(hasSurvived).map((result) => ({
        file,
        line: result.location.start.line,
        original: textAt(source, result.location),
        replacement: onOneLine(result.replacement ?? ''),
      }));
      return { file, killed: own.filter(isKilled).length, survivors };
    }),
  );
  return {
    files: judged.map(({ file, killed, survivors }) => ({ file, killed, survived: survivors.length })),
    survivors: judged.flatMap(({ survivors }) => survivors),
  };
};
