-- Compatible: processes of the previous release work on this schema; they leave the column empty.
-- The user that the initiator acted for; null if none is known.
alter table segment_history add column on_behalf_of text;
alter table state_history add column on_behalf_of text;
