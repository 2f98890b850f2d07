import { ExternalId } from '../domain/customer.js';
import { freeExternalId } from '../domain/decisions/checks.js';
import { customerUpdate } from './customer-update.js';

/**
 * Changes the external id of a customer. It must be unique, also among deactivated customers. The previous id stops resolving
 * immediately and can be assigned again.
 */
export const updateCustomerExternalId = customerUpdate({
  name: 'updateCustomerExternalId',
  summary: 'Changes the external id of a customer. The previous one stops resolving immediately.',
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
