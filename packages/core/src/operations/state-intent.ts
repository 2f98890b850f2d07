import type { Instant, Objection } from '../domain/codecs.js';
import type { LifecycleState } from '../domain/customer.js';

/** The members of an updateCustomerState body. Which of them go together is not checked yet. */
interface StateCommand {
  readonly state?: {
    readonly state?: LifecycleState;
    readonly stateReason?: string;
    readonly stateValidFrom?: Instant;
    readonly pending?: boolean;
  };
  readonly pendingOperation?: 'CONFIRM' | 'CANCEL';
}

/** The change that an updateCustomerState body requests. */
export type StateIntent =
  | {
      readonly kind: 'now';
      readonly state: LifecycleState;
      readonly stateReason: string;
      readonly stateValidFrom: Instant | undefined;
    }
  | {
      readonly kind: 'plan';
      readonly state: LifecycleState;
      readonly stateReason: string;
      readonly stateValidFrom: Instant;
    }
  | { readonly kind: 'confirm'; readonly stateValidFrom: Instant | undefined }
  | { readonly kind: 'cancel' };

const mandatory = (...path: ReadonlyArray<string>): Objection => ({ path, rule: 'is mandatory' });
const only = (member: string, operation: string): Objection => ({
  path: ['state', member],
  rule: `must be left out with pendingOperation ${operation}`,
});

/** Returns the violations of the rules on which members go together, each with its path. */
export const objectionsToStateCommand = ({ state, pendingOperation }: StateCommand): ReadonlyArray<Objection> => {
  if (pendingOperation === 'CANCEL')
    return state === undefined ? [] : [{ path: ['state'], rule: 'must be left out with pendingOperation CANCEL' }];
  if (pendingOperation === 'CONFIRM')
    return Object.keys(state ?? {})
      .filter((member) => member !== 'stateValidFrom')
      .map((member) => only(member, 'CONFIRM'));
  if (state === undefined) return [mandatory('state')];
  return [
    ...(state.state === undefined ? [mandatory('state', 'state')] : []),
    ...(state.stateReason === undefined ? [mandatory('state', 'stateReason')] : []),
    ...(state.pending === true && state.stateValidFrom === undefined
      ? [{ path: ['state', 'stateValidFrom'], rule: 'is mandatory for a pending state' }]
      : []),
  ];
};

/** Returns the requested change. Throws a TypeError if the command has violations, which decoding excludes. */
export const stateIntentIn = ({ state: body = {}, pendingOperation }: StateCommand): StateIntent => {
  const { state, stateReason, stateValidFrom, pending } = body;
  if (pendingOperation === 'CANCEL') return { kind: 'cancel' };
  if (pendingOperation === 'CONFIRM') return { kind: 'confirm', stateValidFrom };
  if (state === undefined || stateReason === undefined) throw new TypeError('a state needs a state and a reason');
  if (pending !== true) return { kind: 'now', state, stateReason, stateValidFrom };
  if (stateValidFrom === undefined) throw new TypeError('a pending state needs a date');
  return { kind: 'plan', state, stateReason, stateValidFrom };
};
