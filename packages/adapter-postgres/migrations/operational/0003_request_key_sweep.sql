-- Expired request keys are removed by walking the table's pages, which needs no index; what they leave is reused soon.
drop index request_key_by_time;
alter table request_key set (autovacuum_vacuum_scale_factor = 0.02);
