-- Topics are published independently: a relay must not have to read past the waiting messages of another topic.
alter table outbox drop constraint outbox_pk;
alter table outbox add constraint outbox_pk primary key (topic, position);
