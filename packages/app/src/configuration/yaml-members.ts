import * as E from 'fp-ts/lib/Either.js';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';

type Members = Readonly<Record<string, unknown>>;

/**
 * The members of a YAML mapping. A value of one word is taken as it is written, so that a password such as 0123 or 1e5 is no number. Left:
 * what the text must be, without any of it.
 */
export const yamlMembers = (text: string): E.Either<string, Members> => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) return E.left(`YAML: line ${lines.linePos(fault.pos[0]).line} (${fault.code})`);
  const { contents } = document;
  if (contents === null) return E.right({});
  if (!isMap(contents)) return E.left('a YAML mapping of settings');
  return E.right(
    Object.fromEntries(
      contents.items.map(({ key, value }): [string, unknown] => {
        const name = isScalar(key) ? String(key.value) : String(key);
        if (!isScalar(value)) return [name, isNode(value) ? value.toJS(document) : null];
        return [name, value.value === null ? null : (value.source ?? JSON.stringify(value.value))];
      }),
    ),
  );
};
