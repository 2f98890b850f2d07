/** A customer as a CRM exports it. */
export interface ExportedCustomer {
  readonly externalId: string;
  readonly name: string;
  readonly contract: 'monthly' | 'one year' | 'two years';
  readonly tenureMonths: number;
  readonly monthlyCharges: number;
  /** Null: the model has not scored the customer. */
  readonly churnScore: number | null;
}

const names = ['Müller; Grete', 'Ørsted', "O'Neill", 'Smith "Junior", Ann', 'Łukasz Żak', 'Smith'];
const contracts = ['monthly', 'one year', 'two years'] as const;

/** The same customers at each call. */
export function* crmExport(count: number): Generator<ExportedCustomer, void, undefined> {
  for (let index = 0; index < count; index += 1)
    yield {
      externalId: `CRM-${100_000 + index}`,
      name: `${names[index % names.length]} ${index}`,
      contract: contracts[index % contracts.length] ?? 'monthly',
      tenureMonths: (index * 7) % 73,
      monthlyCharges: 20 + ((index * 13) % 9000) / 100,
      churnScore: index % 11 === 0 ? null : ((index * 17) % 100) / 100,
    };
}

/** Long contracts of loyal customers are treated as business, and the other way round. */
export const segmentFor = ({ contract, tenureMonths }: ExportedCustomer): string => {
  if (contract === 'two years' && tenureMonths >= 24) return 'BUSINESS';
  return contract === 'monthly' || tenureMonths < 12 ? 'RESIDENTIAL' : 'SOHO';
};

const columns = [
  'External ID',
  'Name',
  'Contract',
  'Tenure (months)',
  'Monthly charges',
  'Churn score',
  'Customer segment',
];

const quoted = (field: string): string => (/[";]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** As a spreadsheet of a German office saves it: a BOM, semicolons, decimal commas, CRLF. */
export function* asCsv(customers: Iterable<ExportedCustomer>): Generator<string, void, undefined> {
  yield `\uFEFF${columns.join(';')}\r\n`;
  for (const customer of customers) {
    const { externalId, name, contract, tenureMonths, monthlyCharges, churnScore } = customer;
    const numbers = [tenureMonths, monthlyCharges.toFixed(2), churnScore ?? ''].map((number) =>
      String(number).replace('.', ','),
    );
    yield `${[externalId, name, contract, ...numbers, segmentFor(customer)].map(quoted).join(';')}\r\n`;
  }
}
