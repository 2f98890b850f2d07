import assert from 'node:assert/strict';
import { expect, test as vitest } from 'vitest';

/*
 * What the core's tests use of ava, on vitest: Stryker runs vitest in one process, and only the tests that reach a changed
 * place. Ava starts a process for each file, which takes some seconds for each of a thousand changes.
 */

interface Expected {
  readonly instanceOf?: new (...given: never) => Error;
  readonly name?: string;
  readonly message?: string | RegExp;
}

const mustBe = (error: unknown, { instanceOf, name, message }: Expected = {}): unknown => {
  if (instanceOf !== undefined) expect(error).toBeInstanceOf(instanceOf);
  if (name !== undefined) expect(error).toMatchObject({ name });
  const told = error instanceof Error ? error.message : String(error);
  if (typeof message === 'string') expect(told).toBe(message);
  if (message instanceof RegExp) expect(told).toMatch(message);
  return error;
};

const context = (cleanUp: Array<() => unknown>) => ({
  is: (actual: unknown, expected: unknown, message?: string) => expect(actual, message).toBe(expected),
  not: (actual: unknown, expected: unknown, message?: string) => expect(actual, message).not.toBe(expected),
  deepEqual: (actual: unknown, expected: unknown, message?: string) => expect(actual, message).toStrictEqual(expected),
  like: (actual: unknown, expected: object, message?: string) => expect(actual, message).toMatchObject(expected),
  true: (actual: unknown, message?: string) => expect(actual, message).toBe(true),
  false: (actual: unknown, message?: string) => expect(actual, message).toBe(false),
  regex: (actual: string, pattern: RegExp) => expect(actual).toMatch(pattern),
  notRegex: (actual: string, pattern: RegExp) => expect(actual).not.toMatch(pattern),
  throws: (run: () => unknown, expected?: Expected): unknown => {
    try {
      run();
    } catch (error) {
      return mustBe(error, expected);
    }
    assert.fail('it does not throw');
  },
  throwsAsync: async (run: Promise<unknown> | (() => Promise<unknown>), expected?: Expected): Promise<unknown> => {
    try {
      await (typeof run === 'function' ? run() : run);
    } catch (error) {
      return mustBe(error, expected);
    }
    assert.fail('it does not throw');
  },
  notThrows: (run: () => unknown) => void run(),
  notThrowsAsync: async (run: Promise<unknown> | (() => Promise<unknown>)) => {
    await (typeof run === 'function' ? run() : run);
  },
  pass: () => undefined,
  fail: (message = 'failed') => assert.fail(message),
  log: () => undefined,
  teardown: (clean: () => unknown) => void cleanUp.push(clean),
});

type Check = (t: ReturnType<typeof context>) => unknown;

const test = (title: string, check: Check): void => {
  vitest(title, async () => {
    const cleanUp: Array<() => unknown> = [];
    try {
      await check(context(cleanUp));
    } finally {
      for (const clean of cleanUp.reverse()) await clean();
    }
  });
};

const skip = (title: string): void => vitest.skip(title);

// Ava's only export is its default one.
export default Object.assign(test, { serial: test, skip });
