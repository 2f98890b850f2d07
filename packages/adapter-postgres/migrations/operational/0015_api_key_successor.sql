-- Compatible: processes of the release before work on this; a key that they rotate has no successor here.
alter table api_key add column successor_id text collate "C";
comment on column api_key.successor_id is 'The key that took the place of this one. Then expires_at is the end of the overlap, at the latest.';
