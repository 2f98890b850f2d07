import { ExternalId } from '../domain/customer.js';
import { freeExternalId } from '../domain/decisions/checks.js';
import { customerUpdate } from './customer-update.js';

/**
 * Gives a customer another external id. It must be unique, also among Deactivated customers; the one before stops resolving
 * at once, and is free again.
 */
export const updateCustomerExternalId = customerUpdate({
  name: 'updateCustomerExternalId',
  summary: 'Gives a customer another external id; the one before stops resolving at once.',
  members: { externalId: ExternalId },
  claims: ({ externalId }) => externalId,
  rejections: ['ExternalIdTaken'],
  check: ({ externalId }, { externalIdTaken }, customer) =>
    freeExternalId(externalId, externalIdTaken && customer?.externalId !== externalId),
  apply: (customer, { externalId }) => ({ ...customer, externalId }),
  example: {
    requestId: 'crm-20260601-3',
    customer: { externalId: 'CRM-1001' },
    externalId: 'CRM-2001',
    reason: 'merged CRM instances',
  },
});
