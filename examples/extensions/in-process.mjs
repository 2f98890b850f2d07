import { randomUUID } from 'node:crypto';
import { customerOperations, customerService, toTopics } from '@casm/core';
import { exampleCatalogue, inMemoryStore } from '@casm/core/testing';
import { updateLoyaltyTier, vipNeedsAReason } from './extensions.mjs';

const { customers } = inMemoryStore({ catalogue: exampleCatalogue });
const deps = { customers, newId: randomUUID, topicsFor: toTopics(), rules: [vipNeedsAReason] };
const casm = customerService(deps, [...customerOperations, updateLoyaltyTier]);
const call = { client: 'my-service' };

await casm.createCustomer({ requestId: 'r-1', customerProfile: 'b2b', externalId: 'CRM-1' }, call);

const command = { requestId: 'r-2', customer: { externalId: 'CRM-1' }, loyaltyTier: 'GOLD' };
const moved = await casm.updateLoyaltyTier(command, call);
console.log(moved.outcome, moved.transaction?.changes);

const again = await casm.updateLoyaltyTier(command, call);
console.log('replayed:', again.replayed, again.transaction?.transactionId === moved.transaction?.transactionId);

const customer = { externalId: 'CRM-1' };
const vip = await casm.updateCustomerSegment({ requestId: 'r-3', customer, customerSegment: 'VIP' }, call);
console.log(vip.outcome, vip.rejections);
