#!/bin/bash
# Gives each user of Kafka the rights that its process needs. Rights that are there stay.
set -euo pipefail
. /etc/casm/superuser.sh

allow() {
  kafka-acls.sh --bootstrap-server kafka:9092 --command-config /tmp/superuser.properties --add --allow-principal "User:$1" "${@:2}"
}

allow casm-relay --topic casm.customer --operation Create --operation Write --operation Describe
allow casm-operator --topic casm.customer --operation Write --operation Describe
allow casm-dwh --topic casm.customer --operation Read --operation Describe
allow casm-dwh --group casm-dwh --resource-pattern-type prefixed --operation Read
