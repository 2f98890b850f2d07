import type { CustomerOperation, CustomerOperationName } from '@casm/core';

/** Where an operation is served. */
export interface OperationPlace {
  readonly method: 'post' | 'put';
  readonly path: string;
}

export const customersPath = '/v1/casm/customers';

const update = (path: string): OperationPlace => ({ method: 'put', path: `${customersPath}/${path}` });

/** Exhaustive: an operation does not compile until it has a place here. */
const places: Readonly<Record<CustomerOperationName, OperationPlace>> = {
  createCustomer: { method: 'post', path: customersPath },
  updateCustomerSegment: update('segment'),
  updateCustomerState: update('state'),
  updateCustomerCustomAttributes: update('custom-attributes'),
  updateCustomerCustomName: update('custom-name'),
  updateCustomerExternalId: update('external-id'),
};

const isNamedHere = (name: string): name is CustomerOperationName => Object.hasOwn(places, name);

/** An operation from outside is served under its name: updateLoyaltyTier as PUT /v1/casm/customers/loyalty-tier. */
export const placeOf = ({ name, creates }: CustomerOperation): OperationPlace =>
  isNamedHere(name)
    ? places[name]
    : {
        ...update(kebab(name.replace(/^update(Customer)?(?=[A-Z])/, ''))),
        ...(creates ? { method: 'post' } : {}),
      };

const kebab = (name: string): string => name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
