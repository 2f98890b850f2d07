import { CustomName } from '../domain/customer.js';
import { customerUpdate } from './customer-update.js';

/** Gives a customer another name for people; it need not be unique. */
export const updateCustomerCustomName = customerUpdate({
  name: 'updateCustomerCustomName',
  summary: 'Gives a customer another name for people.',
  members: { customName: CustomName },
  apply: (customer, { customName }) => ({ ...customer, customName }),
  example: {
    requestId: 'crm-20260701-4',
    customer: { externalId: 'CRM-1001' },
    customName: 'Ada King, Countess of Lovelace',
    reason: 'married',
  },
});
