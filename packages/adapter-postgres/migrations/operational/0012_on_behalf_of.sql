-- Compatible: processes of the release before work on this; they leave the column empty.
-- The user that the initiator acted for; null: none is known.
alter table segment_history add column on_behalf_of text;
alter table state_history add column on_behalf_of text;
