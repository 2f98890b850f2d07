import { TextDecoder } from 'node:util';
import { Unreadable } from './unreadable.js';

const newline = 0x0a;

const newlinesIn = (bytes: Uint8Array): number => {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
};

const decoder = (): TextDecoder => new TextDecoder('utf-8', { fatal: true });

const isUtf8Behind = (before: Uint8Array, bytes: Uint8Array): boolean => {
  const checking = decoder();
  checking.decode(before, { stream: true });
  try {
    checking.decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};

/** How many of the bytes are UTF-8 behind those before. */
const lengthOfUtf8 = (before: Uint8Array, bytes: Uint8Array): number => {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isUtf8Behind(before, bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
};

/** The longest beginning of a character that a piece can end with. */
const longestRest = 3;

/** The bytes themselves, once they are known to be UTF-8; Unreadable with line and byte where they are not. A BOM stays. */
export async function* utf8Bytes(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const checking = decoder();
  let [bytesBefore, linesBefore] = [0, 0];
  /** What the piece before ended with: a character may have begun in it. */
  let rest: Uint8Array = new Uint8Array();
  const place = (bytes: Uint8Array, length: number): Unreadable =>
    new Unreadable(
      linesBefore + newlinesIn(bytes.subarray(0, length)) + 1,
      `must be UTF-8: byte ${bytesBefore + length + 1} of the file is not`,
    );
  for await (const bytes of source) {
    try {
      checking.decode(bytes, { stream: true });
    } catch {
      throw place(bytes, lengthOfUtf8(rest, bytes));
    }
    yield bytes;
    bytesBefore += bytes.length;
    linesBefore += newlinesIn(bytes);
    rest = beginningOfCharacter(bytes.length >= longestRest ? bytes : Buffer.concat([rest, bytes]));
  }
  try {
    checking.decode();
  } catch {
    throw new Unreadable(linesBefore + 1, 'must be UTF-8: the file ends within a character');
  }
}

/** The bytes of a character that is not complete, at the end of what is UTF-8 so far. */
const beginningOfCharacter = (bytes: Uint8Array): Uint8Array => {
  for (let length = 1; length <= Math.min(longestRest, bytes.length); length += 1) {
    const byte = bytes[bytes.length - length] ?? 0;
    if (byte < 0x80) return new Uint8Array();
    if (byte >= 0xc0) return bytes.slice(bytes.length - length);
  }
  return new Uint8Array();
};
