const settled = 500;

/**
 * Lets each SIGINT and SIGTERM through to this process's listeners once, and drops its echo.
 *
 * Under npm a Ctrl-C arrives twice: the terminal sends it to the whole process group, and npm forwards its own to its child. A
 * service that listens with `once` would be killed by the echo, and one that takes the second for impatience would not finish what
 * is in flight. A signal that comes later than half a second after the last is no echo.
 */
export const dropEchoedSignals = () => {
  const lastSeen = new Map([
    ['SIGINT', -Infinity],
    ['SIGTERM', -Infinity],
  ]);
  const emit = process.emit.bind(process);
  process.emit = (event, ...args) => {
    const last = lastSeen.get(event);
    if (last === undefined) return emit(event, ...args);
    const now = performance.now();
    lastSeen.set(event, now);
    if (now - last < settled) return true;
    // As long as someone listens, Node does not fall back to ending the process at once.
    if (last === -Infinity) process.on(event, () => {});
    return emit(event, ...args);
  };
};
