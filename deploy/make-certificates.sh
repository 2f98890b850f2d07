#!/bin/sh
# Makes the certificates of compose.yaml in deploy/secrets: an authority, and what it signs for PostgreSQL and Kafka. They are valid for 825 days.
# Run it again to renew them, or if it was interrupted, and then recreate the containers: the authority is another each time, and its key is
# not kept.
set -eu

cd "$(dirname "$0")"
into=${1:-secrets}
if [ ! -d "$into" ]; then
  echo "deploy/$into is not there: deploy/make-secrets.sh makes it" >&2
  exit 1
fi
umask 022
made=$(mktemp -d ./secrets.XXXXXX)
trap 'rm -rf "$made"' EXIT
trap 'exit 1' HUP INT TERM
(
  cd "$made"
  new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

  cat > authority.cnf <<END
[req]
distinguished_name = name
x509_extensions = authority
prompt = no
[name]
CN = CASM
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
END
  new_key authority.key
  openssl req -x509 -new -config authority.cnf -key authority.key -days 825 -out ca.pem

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
  rm -f authority.cnf authority.key kafka.key request extensions log ./*.srl
)
mv "$made"/* "$into"
