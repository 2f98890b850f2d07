#!/bin/sh
# Makes the certificates of compose.yaml in deploy/secrets: an authority, and what it signs for PostgreSQL and Kafka. They are valid for 825 days.
# Run it again to renew them, and then recreate the containers: the authority is another each time, and its key is not kept.
set -eu

cd "$(dirname "$0")"
into=${1:-secrets}
umask 022
made=$(mktemp -d ./certificates.XXXXXX)
trap 'rm -rf "$made"' EXIT
(
  cd "$made"
  new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

  new_key authority.key
  openssl req -x509 -new -key authority.key -days 825 -subj '/CN=CASM' -out ca.pem

  for server in postgres kafka; do
    new_key "$server.key"
    openssl req -new -key "$server.key" -subj "/CN=$server" -out request
    # localhost: the health check inside the container.
    printf 'subjectAltName=DNS:%s,DNS:localhost\nbasicConstraints=CA:FALSE\n' "$server" > extensions
    openssl x509 -req -in request -CA ca.pem -CAkey authority.key -CAcreateserial -days 825 -extfile extensions -out "$server.pem" 2> log ||
      { cat log >&2; exit 1; }
  done
  chmod 644 ./*.key
  mv postgres.key postgres-key.pem
  # Kafka reads the key and the certificate from one file.
  cat kafka.key >> kafka.pem
  rm authority.key kafka.key request extensions log
  rm -f ./*.srl
)
mv "$made"/* "$into"
