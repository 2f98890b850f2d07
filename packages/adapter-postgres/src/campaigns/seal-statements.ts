/** Writes the customers that match the filter, in order of ref_id, as chunks of `chunkRows` rows. */
export const chooseStatement = (schema: string, chunkRows: number): string => `
insert into ${schema}.campaign_chunk (
  campaign_id, chunk, first_line, last_line, lines, ref_ids, external_ids, customer_segments, reasons)
select
  $1, (place - 1) / ${chunkRows}, min(place), max(place), array_agg(place order by place), array_agg(ref_id order by place),
  array_fill(null::text, array[count(*)::integer]), array_fill(null::text, array[count(*)::integer]),
  array_fill(null::text, array[count(*)::integer])
from (
  select ref_id, row_number() over (order by ref_id)::integer as place
  from ${schema}.customer c
  where ($2::text is null or customer_segment = $2)
  and ($3::text is null or state = $3)
  and ($4::boolean is null or test_customer = $4)
  and ($5::text is null or custom_attributes ->> $5 = $6)
  and ($7::timestamptz is null or occurred_at < $7)
  and ($8::timestamptz is null or exists (
    select from ${schema}.business_transaction b where b.ref_id = c.ref_id and b.version = 1 and b.occurred_at < $8))) chosen
group by (place - 1) / ${chunkRows}`;

/**
 * Marks all but the last of the rows that name one customer, by ref id or external id. A row whose customer does not
 * exist is compared by the id in the row.
 */
export const markDuplicatesStatement = (schema: string): string => `
with named as (
  select k.chunk, r.line, coalesce(r.ref_id, x.ref_id) as ref_id, r.external_id
  from ${schema}.campaign_chunk k
  cross join unnest(k.lines, k.ref_ids, k.external_ids) as r (line, ref_id, external_id)
  left join ${schema}.customer_external_id x on x.external_id = r.external_id
  where k.campaign_id = $1 and (r.ref_id is null) <> (r.external_id is null)
), ranked as (
  select
    chunk, line,
    row_number() over (partition by ref_id, case when ref_id is null then external_id end order by line desc) as place
  from named
)
update ${schema}.campaign_chunk k
set duplicates = d.lines
from (select chunk, array_agg(line) as lines from ranked where place > 1 group by chunk) d
where k.campaign_id = $1 and k.chunk = d.chunk`;

export const countRowsStatement = (schema: string): string => `
update ${schema}.campaign
set rows = (select coalesce(sum(cardinality(lines)), 0) from ${schema}.campaign_chunk where campaign_id = $1)
where campaign_id = $1`;
