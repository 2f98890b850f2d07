-- Compatible: processes of the previous release work on this schema; they leave the column empty.
-- The user that the initiator acted for; null if none is known.
alter table customer_version add column on_behalf_of text;
alter table removed_version add column on_behalf_of text;

create or replace view customer_period as
select
  ref_id,
  version,
  valid_from,
  lead(valid_from) over (partition by ref_id order by version) as valid_to,
  customer,
  operation,
  initiator,
  reason,
  on_behalf_of
from customer_version;
