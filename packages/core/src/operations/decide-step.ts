import * as E from 'fp-ts/lib/Either.js';
import { isNonEmpty } from 'fp-ts/lib/ReadonlyArray.js';
import { brokenRules } from '../domain/business-rule.js';
import type { Catalogue } from '../domain/catalogue.js';
import type { Instant } from '../domain/codecs.js';
import type { Command } from '../domain/command.js';
import type { Customer } from '../domain/customer.js';
import type { CustomerChange } from '../domain/decision.js';
import { changed, type Origin } from '../domain/decisions/changed.js';
import type { Objections } from '../domain/decisions/checks.js';
import type { Rejected } from '../domain/rejection.js';

export interface Proposal {
  readonly command: Command;
  readonly before: Customer | null;
  /** Null if there is no customer to change; `objections` then has the rejection. */
  readonly after: Customer | null;
  readonly objections: Objections;
  readonly catalogue: Catalogue;
  readonly at: Instant;
}

/** Returns the proposed change, or all rejections: those of the operation and those of the installation's rules. */
export const decideStep = (
  origin: Origin,
  { command, before, after, objections, catalogue, at }: Proposal,
): E.Either<Rejected, CustomerChange> => {
  const { operation, rules } = origin;
  const broken = after === null ? [] : brokenRules(rules, { operation, before, after, command, catalogue });
  const rejections = [...objections, ...broken];
  if (isNonEmpty(rejections)) return E.left({ _tag: 'Rejected', rejections });
  if (after === null) throw new Error(`${operation} has neither a customer nor an objection`);
  return E.right(changed(origin, before, after, at));
};
