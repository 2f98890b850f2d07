/** Printable ASCII, as almost every text is. A look at the properties of each character takes several times as long. */
const isPlain = (text: string): boolean => !/[^ -~]/.test(text);

const codePoint = (character: string): string => (character.codePointAt(0) ?? 0).toString(16);

/**
 * Text of others, in one line, as it can be shown on a terminal: what would move the cursor, start a line, hide a part or reorder what
 * stands beside it is written as its code point, `\u{1b}`.
 */
export const printable = (text: string): string =>
  isPlain(text) ? text : text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${codePoint(character)}}`);

/** The same for what has lines of its own: they stay. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');

/** JSON in one line that can be shown on a terminal. */
export const jsonLine = (value: unknown): string => escaped(JSON.stringify(value));

/** Text of JSON, with DEL, C1 controls and formatting characters escaped, which JSON leaves as they are. */
const escaped = (json: string): string =>
  isPlain(json)
    ? json
    : json.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
        Array.from(
          { length: character.length },
          (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
        ).join(''),
      );

/** The same for several lines of JSON. One look at all of them takes less than one at each. */
export const escapedLines = (lines: string): string =>
  /[^\n -~]/.test(lines) ? lines.split('\n').map(escaped).join('\n') : lines;
