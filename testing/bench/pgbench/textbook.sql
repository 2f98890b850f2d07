-- The transaction as textbooks have it: five round trips and the commit.
\set n random(1, :customers)
\set s random(1, 3)
begin;
select version from casm.customer where ref_id = concat('bench-', :n::integer) for update \gset
update casm.customer set customer_segment = (array['RESIDENTIAL', 'SOHO', 'BUSINESS'])[:s::integer], version = version + 1, occurred_at = now() where ref_id = concat('bench-', :n::integer);
insert into casm.segment_history (ref_id, version, valid_from, customer_segment, initiator, reason, request_id, transaction_id) values (concat('bench-', :n::integer), :version::integer + 1, now(), (array['RESIDENTIAL', 'SOHO', 'BUSINESS'])[:s::integer], 'pgbench', null, gen_random_uuid()::text, gen_random_uuid()::text);
insert into casm.business_transaction (ref_id, version, transaction_id, operation, occurred_at, body) values (concat('bench-', :n::integer), :version::integer + 1, gen_random_uuid()::text, 'updateCustomerSegment', now(), repeat('0123456789abcdef', 36));
commit;
