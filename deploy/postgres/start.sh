#!/bin/sh
# Starts PostgreSQL in its image, with TLS. It takes a key that nobody else can read only: the secret gets copied for its user.
set -eu

install -o postgres -g postgres -m 600 /run/secrets/postgres-key.pem /var/run/postgresql/key.pem
exec docker-entrypoint.sh postgres \
  -c ssl=on \
  -c ssl_cert_file=/run/secrets/postgres.pem \
  -c ssl_key_file=/var/run/postgresql/key.pem \
  -c hba_file=/etc/casm/pg_hba.conf
