import { flag, mapOf, nullable, text } from '../domain/codecs.js';
import { customAttributeCount, type CustomAttributes } from '../domain/customer.js';
import { publishableAttributes } from '../domain/decisions/checks.js';
import { customerUpdate } from './customer-update.js';

/** A null removes the key. It is valid only in a merge. */
const GivenAttributes = mapOf(customAttributeCount, text(1, 64), nullable(text(0, 1024)));

/**
 * Replaces the custom attributes of a customer, or merges the given ones into them. A merge sets the given keys, removes those whose
 * value is null, and keeps the others.
 */
export const updateCustomerCustomAttributes = customerUpdate({
  name: 'updateCustomerCustomAttributes',
  summary: 'Replaces the custom attributes of a customer, or merges the given ones into them.',
  members: { customAttributes: GivenAttributes },
  optional: { merge: flag },
  shape: ({ customAttributes, merge }) =>
    merge === true
      ? []
      : Object.entries(customAttributes)
          .filter(([, value]) => value === null)
          .map(([key]) => ({ path: ['customAttributes', key], rule: 'must not be null: only a merge removes a key' })),
  rejections: ['TooManyAttributes', 'AttributesTooLarge'],
  check: ({ customAttributes, merge }, _, customer) => {
    const after = merged(customer?.customAttributes, customAttributes, merge);
    return [...tooMany(after), ...publishableAttributes(after)];
  },
  apply: (customer, { customAttributes, merge }) => ({
    ...customer,
    customAttributes: merged(customer.customAttributes, customAttributes, merge),
  }),
  example: {
    requestId: 'crm-20260501-9',
    customer: { externalId: 'CRM-1001' },
    customAttributes: { language: 'de', newsletter: 'yes' },
    merge: true,
  },
});

type AttributeUpdate = Readonly<Record<string, string | null>>;

const merged = (
  current: CustomAttributes | undefined,
  update: AttributeUpdate,
  merge: boolean | undefined,
): CustomAttributes =>
  Object.fromEntries(
    Object.entries<string | null>(merge === true ? { ...current, ...update } : update).flatMap(([key, value]) =>
      value === null ? [] : [[key, value]],
    ),
  );

const tooMany = (attributes: CustomAttributes) =>
  Object.keys(attributes).length > customAttributeCount
    ? [{ _tag: 'TooManyAttributes' as const, most: customAttributeCount }]
    : [];
