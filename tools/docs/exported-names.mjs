import path from 'node:path';
import ts from 'typescript-5';

/** TypeScript 7 has no compiler API. */
const options = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

/** The symbol itself where another module declares it. */
const declared = (symbol, checker) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);

/** The comment above the declaration. A codec and its type have one name, and one comment. */
const commentOf = (symbol, checker) =>
  ts.displayPartsToString(declared(symbol, checker).getDocumentationComment(checker));

/** The exported names of these declaration files without a doc comment, as "entry: name". Throws for a file that is no module. */
export const undocumentedNames = (entries) => {
  const files = entries.map(({ declarations }) => declarations);
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  return entries.flatMap(({ name, declarations }) => {
    const source = program.getSourceFile(declarations);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${path.basename(declarations)} exports nothing, or does not exist`);
    return checker
      .getExportsOfModule(module)
      .filter((symbol) => commentOf(symbol, checker).trim() === '')
      .map((symbol) => `${name}: ${symbol.name}`);
  });
};
