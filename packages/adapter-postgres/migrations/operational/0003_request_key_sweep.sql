-- Expired request keys are removed page by page, which needs no index; their space is reused soon.
drop index request_key_by_time;
alter table request_key set (autovacuum_vacuum_scale_factor = 0.02);
