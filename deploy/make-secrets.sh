#!/bin/sh
# Makes the secrets of compose.yaml in deploy/secrets, with random passwords. It refuses to replace secrets that are there: a database and a
# Kafka that exist have their passwords.
set -eu

cd "$(dirname "$0")"
if [ -e secrets ]; then
  echo "deploy/secrets is there already" >&2
  exit 1
fi

# The files are mounted one by one, and users of containers read them: nobody else on this machine gets to them.
umask 022
made=$(mktemp -d ./secrets.XXXXXX)
trap 'rm -rf "$made"' EXIT
trap 'exit 1' HUP INT TERM
for user in casm_owner casm_api casm_relay casm_warehouse casm_operator; do
  password=$(openssl rand -hex 24)
  echo "postgres://$user:$password@postgres:5432/casm?sslmode=verify-full&sslrootcert=/run/secrets/ca.pem" > "$made/$user-url"
done
for user in kafka casm-relay casm-dwh casm-operator; do
  openssl rand -hex 24 > "$made/$user-kafka"
done
openssl rand -hex 24 > "$made/postgres-password"
token=$(openssl rand -hex 16)
echo "crm:$token" > "$made/api-tokens"
./make-certificates.sh "$made"
mv "$made" secrets
trap - EXIT HUP INT TERM
