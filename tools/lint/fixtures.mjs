/** For each rule of .oxlintrc.json a file that breaks it, or several of which the first does. */
export const fixtures = {
  eqeqeq: 'export const same = (a: number, b: number): boolean => a == b;\n',
  'no-console': "console.log('a');\nexport {};\n",
  'no-empty': 'export const a = (run: () => void): void => {\n  try {\n    run();\n  } catch {}\n};\n',
  'no-var': 'export var a = 1;\n',
  'prefer-const': 'let a = 1;\nexport const b = a;\n',
  'import/no-cycle': {
    'a.ts': "import { b } from './b.js';\nexport const a = (): number => b();\n",
    'b.ts': "import { a } from './a.js';\nexport const b = (): number => a();\n",
  },
  'import/no-default-export': 'export default 1;\n',
  'typescript/no-explicit-any': 'export const a = (b: any): string => String(b);\n',
  'typescript/no-non-null-assertion': 'export const a = (b: string | null): string => b!;\n',
  'typescript/no-floating-promises': 'const a = async (): Promise<number> => 1;\na();\nexport {};\n',
  'typescript/no-misused-promises':
    'const a = async (): Promise<boolean> => true;\nexport const b = (): number => (a() ? 1 : 2);\n',
  'typescript/await-thenable': 'export const a = async (): Promise<number> => await 1;\n',
  'typescript/no-unsafe-argument': "const a = (b: string): string => b;\nexport const c = a(JSON.parse('1'));\n",
  'typescript/no-unsafe-assignment': "export const a: string = JSON.parse('1');\n",
  'typescript/no-unsafe-call': "JSON.parse('1')();\nexport {};\n",
  'typescript/no-unsafe-member-access': "export const a: unknown = JSON.parse('1').b;\n",
  'typescript/no-unsafe-return': "export const a = (): string => JSON.parse('1');\n",
  'typescript/switch-exhaustiveness-check':
    "export const a = (b: 'x' | 'y'): void => {\n  switch (b) {\n    case 'x':\n      return;\n  }\n};\n",
  'typescript/consistent-type-assertions': 'export const a = (b: unknown): string => b as string;\n',
  'typescript/consistent-type-imports': {
    'a.ts': "import { B } from './b.js';\nexport const a = (b: B): string => b.c;\n",
    'b.ts': 'export interface B {\n  readonly c: string;\n}\n',
  },
  'typescript/only-throw-error': "export const a = (): never => {\n  throw 'a';\n};\n",
  'typescript/return-await':
    'export const a = async (b: () => Promise<number>): Promise<number> => {\n  try {\n    return b();\n  } catch {\n    return 0;\n  }\n};\n',
  // Stands for the category correctness.
  'use-isnan': 'export const a = (b: number): boolean => b === NaN;\n',
};
