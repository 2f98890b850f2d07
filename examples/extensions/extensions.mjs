import { customerUpdate } from '@casm/core';
import { oneOf } from '@casm/core/codecs';

/** The maximum number of custom attributes of a customer. */
const most = 100;

/** The tier is stored as a custom attribute, so subscribers and the warehouse get it without a change. */
const inTier = (customer, loyaltyTier) => ({ ...customer.customAttributes, loyaltyTier });

export const updateLoyaltyTier = customerUpdate({
  name: 'updateLoyaltyTier',
  summary: 'Puts a customer into a tier of the loyalty programme.',
  members: { loyaltyTier: oneOf('BRONZE', 'SILVER', 'GOLD') },
  rejections: ['TooManyAttributes'],
  check: ({ loyaltyTier }, facts, customer) =>
    customer !== null && Object.keys(inTier(customer, loyaltyTier)).length > most
      ? [{ _tag: 'TooManyAttributes', most }]
      : [],
  apply: (customer, { loyaltyTier }) => ({ ...customer, customAttributes: inTier(customer, loyaltyTier) }),
  example: {
    requestId: 'loyalty-20260601-1',
    customer: { externalId: 'CRM-1001' },
    loyaltyTier: 'GOLD',
    reason: 'ten years a customer',
  },
});

/** A move to VIP must have a reason. */
export const vipNeedsAReason = {
  name: 'vip-needs-a-reason',
  operations: ['createCustomer', 'updateCustomerSegment'],
  check: (before, after, command) =>
    after.customerSegment === 'VIP' && before?.customerSegment !== 'VIP' && command.reason === undefined
      ? { pointer: '/reason', rule: 'is mandatory for a move to VIP' }
      : null,
};

/** @type {import('@casm/core').Extensions} */
export default { operations: [updateLoyaltyTier], rules: [vipNeedsAReason] };
