import { CustomName } from '../domain/customer.js';
import { customerUpdate } from './customer-update.js';

/** Changes the display name of a customer, which need not be unique. */
export const updateCustomerCustomName = customerUpdate({
  name: 'updateCustomerCustomName',
  summary: 'Changes the display name of a customer.',
  members: { customName: CustomName },
  apply: (customer, { customName }) => ({ ...customer, customName }),
  example: {
    requestId: 'crm-20260701-4',
    customer: { externalId: 'CRM-1001' },
    customName: 'Ada King, Countess of Lovelace',
    reason: 'married',
  },
});
