/** A number for each client. A client whose number is 0 takes no memory. */
export interface ClientCounts {
  readonly of: (client: string) => number;
  /** Counts one more. The returned function takes it back; call it once. */
  readonly add: (client: string) => () => void;
}

export const clientCounts = (): ClientCounts => {
  const counts = new Map<string, number>();
  const of = (client: string): number => counts.get(client) ?? 0;
  return {
    of,
    add: (client) => {
      counts.set(client, of(client) + 1);
      return () => {
        const left = of(client) - 1;
        if (left > 0) counts.set(client, left);
        else counts.delete(client);
      };
    },
  };
};
