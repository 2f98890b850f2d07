alter table customer add column pending_state jsonb;
