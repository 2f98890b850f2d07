import type { Rejection } from '../src/index.js';

/** One request of a chain: a change of one member of one customer, which may be a repeat. */
export interface Asked {
  /** The index of the customer. One index never exists. */
  readonly customer: number;
  readonly member: 'customerSegment' | 'customName' | 'externalId' | 'state';
  readonly value: string;
  readonly reason: string | null;
  readonly requestId: string;
  readonly client: string;
  readonly expectedVersion: number | null;
}

/** A customer in the model: its members as plain values, and its version. */
export interface ModelCustomer {
  readonly version: number;
  readonly members: Readonly<Record<Asked['member'], string | null>>;
}

export type Expected =
  | { readonly kind: 'answered'; readonly version: number; readonly changes: boolean }
  | { readonly kind: 'repeated'; readonly of: number }
  | { readonly kind: 'rejected'; readonly names: ReadonlyArray<Rejection['_tag']> };

/** A minimal reference model of the store, which is evidently correct. */
export const aModel = (customers: ReadonlyArray<ModelCustomer>) => {
  const held = new Map(customers.map((customer, index) => [index, customer]));
  const answers = new Map<string, { readonly content: string; readonly step: number }>();
  const contentOf = ({ customer, member, value, reason }: Asked): string =>
    JSON.stringify([customer, member, value, reason]);

  const objectionsTo = (asked: Asked): ReadonlyArray<Rejection['_tag']> => {
    const customer = held.get(asked.customer);
    const isTaken = [...held].some(
      ([index, { members }]) => index !== asked.customer && members.externalId === asked.value,
    );
    return [
      ...(customer === undefined ? ['CustomerNotFound' as const] : []),
      ...(customer?.members.state === 'DEACTIVATED' ? ['CustomerDeactivated' as const] : []),
      ...(customer !== undefined && asked.expectedVersion !== null && asked.expectedVersion !== customer.version
        ? ['VersionMismatch' as const]
        : []),
      ...(asked.member === 'externalId' && isTaken ? ['ExternalIdTaken' as const] : []),
    ];
  };

  return {
    customers: held,
    /** Returns the expected answer to the request at index `step`, and updates the model. */
    expect: (asked: Asked, step: number): Expected => {
      const name = JSON.stringify([asked.client, asked.requestId]);
      const answer = answers.get(name);
      if (answer !== undefined)
        return answer.content === contentOf(asked)
          ? { kind: 'repeated', of: answer.step }
          : { kind: 'rejected', names: ['RequestIdReused'] };
      const names = objectionsTo(asked);
      const customer = held.get(asked.customer);
      if (names.length > 0 || customer === undefined) return { kind: 'rejected', names };
      const changes = customer.members[asked.member] !== asked.value;
      const version = customer.version + (changes ? 1 : 0);
      held.set(asked.customer, { version, members: { ...customer.members, [asked.member]: asked.value } });
      answers.set(name, { content: contentOf(asked), step });
      return { kind: 'answered', version, changes };
    },
  };
};
