import { type Problem, ProblemAnswer } from './problem.js';

interface Page<A> {
  readonly items: ReadonlyArray<A>;
  /** The cursor of the next page; null if this is the last page. */
  readonly next: string | null;
}

type Answer<B> = { readonly data: B; readonly error?: never } | { readonly data?: never; readonly error: Problem };

/** Yields the items of all pages in order. Each page is requested when it is needed. Throws a ProblemAnswer. */
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
