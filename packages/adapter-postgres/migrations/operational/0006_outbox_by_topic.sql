-- Each topic is published by itself: one that cannot be written to must not be what the others have to read past.
alter table outbox alter column topic type text collate "C";
alter table outbox drop constraint outbox_pk;
alter table outbox add constraint outbox_pk primary key (topic, position);
