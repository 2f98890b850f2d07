import { createCustomer } from './create-customer.js';
import { updateCustomerCustomAttributes } from './update-customer-custom-attributes.js';
import { updateCustomerCustomName } from './update-customer-custom-name.js';
import { updateCustomerExternalId } from './update-customer-external-id.js';
import { updateCustomerSegment } from './update-customer-segment.js';
import { updateCustomerState } from './update-customer-state.js';

/** All built-in operations on a customer, in the order in which the documents list them. */
export const customerOperations = [
  createCustomer,
  updateCustomerSegment,
  updateCustomerState,
  updateCustomerCustomAttributes,
  updateCustomerCustomName,
  updateCustomerExternalId,
] as const;

/** The names of the built-in operations. */
export type CustomerOperationName = (typeof customerOperations)[number]['name'];

export {
  createCustomer,
  updateCustomerCustomAttributes,
  updateCustomerCustomName,
  updateCustomerExternalId,
  updateCustomerSegment,
  updateCustomerState,
};
