import { type ExportedCustomer, crmExport } from '../crm-export/crm-export.js';

/*
 * Creates the customers of the export, all of them RESIDENTIAL, in a running CASM:
 * CASM_TOKEN=$(cat ../.casm/token) node --import=tsx crm-customers/main.ts 100000
 */

const [count = '100000', url = 'http://127.0.0.1:8080'] = process.argv.slice(2);
const token = process.env['CASM_TOKEN'] ?? '';
const callers = 64;

const create = async ({ externalId, name }: ExportedCustomer): Promise<void> => {
  const response = await fetch(`${url}/v1/casm/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      // The same at each run: a customer that is there is answered as it was created.
      requestId: `create-${externalId}`,
      externalId,
      customName: name,
      customerSegment: 'RESIDENTIAL',
      state: { state: 'ACTIVE', stateReason: 'dfltActive' },
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${externalId} was not created: ${response.status} ${text}`);
};

const customers = crmExport(Number(count));
await Promise.all(
  Array.from({ length: callers }, async () => {
    for (const customer of customers) await create(customer);
  }),
);
process.stdout.write(`${count} customers\n`);
