import { createCustomer } from './create-customer.js';
import { updateCustomerSegment } from './update-customer-segment.js';
import { updateCustomerState } from './update-customer-state.js';

/** Every operation on a customer, in the order in which the documents show them. */
export const customerOperations = [createCustomer, updateCustomerSegment, updateCustomerState] as const;

export type CustomerOperationName = (typeof customerOperations)[number]['name'];
