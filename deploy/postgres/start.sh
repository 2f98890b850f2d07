#!/bin/sh
# Starts PostgreSQL in its image, with TLS. Its user may not be able to read what is mounted, and it takes a key only that nobody else can read: it
# gets copies.
set -eu

copies=/var/run/postgresql
for file in /run/secrets/postgres.pem /run/secrets/postgres-key.pem /etc/casm/pg_hba.conf; do
  install -o postgres -g postgres -m 600 "$file" "$copies"
done
exec docker-entrypoint.sh postgres \
  -c ssl=on \
  -c ssl_cert_file="$copies/postgres.pem" \
  -c ssl_key_file="$copies/postgres-key.pem" \
  -c hba_file="$copies/pg_hba.conf"
