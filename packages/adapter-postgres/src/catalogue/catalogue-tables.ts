import type { EntryKindName, EntryOf } from '@casm/core';

interface Column {
  readonly column: string;
  readonly type: 'text' | 'boolean';
}

/** The table and columns of a kind. A member without a column does not compile. */
interface CatalogueTable<K extends EntryKindName> {
  readonly table: string;
  readonly columns: { readonly [Member in keyof EntryOf<K>]: Column };
}

const text = (column: string): Column => ({ column, type: 'text' });

const common = {
  code: text('code'),
  name: text('name'),
  description: text('description'),
  status: text('status'),
};

export const catalogueTables: { readonly [K in EntryKindName]: CatalogueTable<K> } = {
  customerSegments: { table: 'customer_segment', columns: common },
  // `state_reason` is a view for the previous release.
  stateReasons: {
    table: 'state_reason_entry',
    columns: { ...common, state: text('state'), charged: { column: 'charged', type: 'boolean' } },
  },
  customerProfiles: {
    table: 'customer_profile',
    columns: {
      ...common,
      customerSegment: text('customer_segment'),
      state: text('state'),
      stateReason: text('state_reason'),
    },
  },
};
