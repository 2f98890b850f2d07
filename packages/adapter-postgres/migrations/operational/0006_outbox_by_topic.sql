-- Each topic is published by itself: what waits for one must not be what the others have to read past.
alter table outbox drop constraint outbox_pk;
alter table outbox add constraint outbox_pk primary key (topic, position);
