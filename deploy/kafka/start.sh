#!/bin/bash
# Starts Kafka in its image. The first start makes the log with the users and their passwords. Other passwords have no effect on a log that exists.
set -euo pipefail
. /etc/casm/superuser.sh

log=/var/lib/kafka/data
users=(kafka casm-relay casm-dwh casm-operator)

cp /etc/casm/server.properties /tmp/server.properties
echo "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=$superuser" >> /tmp/server.properties

passwords=$(for user in "${users[@]}"; do password_of "$user"; done | sha256sum)
if [ ! -e "$log/meta.properties" ]; then
  # A file, because others can see arguments.
  for user in "${users[@]}"; do
    printf '%s\n' --add-scram "SCRAM-SHA-512=[name=$user,password=$(password_of "$user")]"
  done > /tmp/users
  cluster=$(kafka-storage.sh random-uuid | tail -n 1)
  kafka-storage.sh format --config /tmp/server.properties --cluster-id "$cluster" @/tmp/users
  rm /tmp/users
  echo "$passwords" > "$log/passwords.sha256"
elif [ "$passwords" != "$(cat "$log/passwords.sha256" 2> /dev/null)" ]; then
  echo "the log of Kafka has users with other passwords than deploy/secrets: restore deploy/secrets, or remove the volume kafka" >&2
  exit 1
fi
exec kafka-server-start.sh /tmp/server.properties
