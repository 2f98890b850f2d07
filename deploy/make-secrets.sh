#!/bin/sh
# Makes the secrets of compose.yaml in deploy/secrets, with random passwords. It refuses to replace secrets that are there: a database that
# exists has their passwords.
set -eu

cd "$(dirname "$0")"
# The files are mounted one by one, and users of containers read them: nobody else on this machine gets to them.
mkdir -m 700 secrets
for user in casm_owner casm_api casm_relay casm_warehouse casm_operator; do
  echo "postgres://$user:$(openssl rand -hex 24)@postgres:5432/casm" > "secrets/$user-url"
done
openssl rand -hex 24 > secrets/postgres-password
echo "crm:$(openssl rand -hex 16)" > secrets/api-tokens
