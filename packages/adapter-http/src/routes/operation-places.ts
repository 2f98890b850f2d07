import type { CustomerOperation, CustomerOperationName } from '@casm/core';

/** The method and path of an operation. */
export interface OperationPlace {
  readonly method: 'post' | 'put';
  readonly path: string;
}

export const customersPath = '/v1/casm/customers';

const update = (path: string): OperationPlace => ({ method: 'put', path: `${customersPath}/${path}` });

/** Exhaustive: an operation does not compile until it has an entry here. */
const places: Readonly<Record<CustomerOperationName, OperationPlace>> = {
  createCustomer: { method: 'post', path: customersPath },
  updateCustomerSegment: update('segment'),
  updateCustomerState: update('state'),
  updateCustomerCustomAttributes: update('custom-attributes'),
  updateCustomerCustomName: update('custom-name'),
  updateCustomerExternalId: update('external-id'),
};

const isNamedHere = (name: string): name is CustomerOperationName => Object.hasOwn(places, name);

/**
 * An external operation gets a path derived from its name: updateLoyaltyTier is PUT /v1/casm/customers/loyalty-tier.
 */
export const placeOf = ({ name, creates }: CustomerOperation): OperationPlace =>
  isNamedHere(name)
    ? places[name]
    : {
        ...update(kebab(name.replace(/^update(Customer)?(?=[A-Z])/, ''))),
        ...(creates ? { method: 'post' } : {}),
      };

const kebab = (name: string): string => name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
