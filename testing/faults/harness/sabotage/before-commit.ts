import { interceptStatements } from './intercept-statements.js';

/** Calls `die` when any connection of this process is about to send a commit. */
export const dieBeforeCommit = (die: () => void): void =>
  interceptStatements(({ text, send }) => {
    if (text === 'commit') die();
    return send();
  });
