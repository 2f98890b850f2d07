-- Compatible: processes of the release before work on this; the changes of a campaign that they make name its client only.
alter table campaign add column on_behalf_of text;
comment on column campaign.on_behalf_of is 'The user that the client acted for; null if none is known.';
