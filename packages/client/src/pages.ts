import { type Problem, ProblemAnswer } from './problem.js';

interface Page<A> {
  readonly items: ReadonlyArray<A>;
  /** Where the next page begins; null: this was the last one. */
  readonly next: string | null;
}

type Answer<B> = { readonly data: B; readonly error?: never } | { readonly data?: never; readonly error: Problem };

/** Every item of every page, in order; a page is asked for when it is needed. Throws a ProblemAnswer. */
export async function* itemsOf<B, A>(
  read: (cursor: string | undefined) => Promise<Answer<B>>,
  pageIn: (body: B) => Page<A>,
): AsyncGenerator<A, void, undefined> {
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const answer: Answer<B> = await read(cursor);
    if (answer.error !== undefined) throw new ProblemAnswer(answer.error);
    const { items, next } = pageIn(answer.data);
    yield* items;
    cursor = next;
  }
}
