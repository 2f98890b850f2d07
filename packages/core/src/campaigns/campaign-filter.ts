import type * as t from 'io-ts';
import { closed, described, flag, instant, named, satisfying, text } from '../domain/codecs.js';
import { Code, LifecycleState } from '../domain/customer.js';
import type { Current } from '../domain/decision.js';

const conditions = (titleOfAttribute: string) => ({
  customerSegment: Code,
  state: LifecycleState,
  testCustomer: flag,
  customAttribute: named(
    titleOfAttribute,
    'A custom attribute that has exactly this value.',
    closed({ name: text(1, 64), value: text(0, 1024) }, {}),
  ),
  changedBefore: described("The customer's latest change, or its creation, occurred before this time.", instant),
  createdBefore: described('The customer was created before this time.', instant),
});

const example = { customerSegment: 'RESIDENTIAL', customAttribute: { name: 'contract', value: 'two years' } };

/** Selects the customers that meet all named conditions. */
export const CampaignFilter = named(
  'Campaign Filter',
  'Selects the customers that meet all named conditions. The selection is made once, when the campaign is created.',
  satisfying(
    closed({}, conditions('Attribute Condition')),
    'must name at least one condition',
    (filter) => Object.values(filter).some((condition) => condition !== undefined),
    { minProperties: 1 },
  ),
  example,
);
export type CampaignFilter = t.TypeOf<typeof CampaignFilter>;

/** The filter in an answer. Readers ignore unknown members. */
export const KeptFilter = named(
  'Campaign Choice',
  'The filter that selected the customers; null if the order or a file has the rows.',
  closed({}, conditions('Chosen Attribute')),
  example,
);

/** True if the filter selects the customer, whose creation it leaves out: that never changes after the selection. */
export const matches = (
  { customerSegment, state, testCustomer, customAttribute, changedBefore }: CampaignFilter,
  { customer, occurredAt }: Current,
): boolean =>
  (customerSegment === undefined || customer.customerSegment === customerSegment) &&
  (state === undefined || customer.state.state === state) &&
  (testCustomer === undefined || customer.testCustomer === testCustomer) &&
  (customAttribute === undefined ||
    valueOf(customer.customAttributes, customAttribute.name) === customAttribute.value) &&
  (changedBefore === undefined || occurredAt < changedBefore);

const valueOf = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(attributes, name) ? attributes[name] : undefined;
