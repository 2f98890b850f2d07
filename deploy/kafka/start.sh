#!/bin/bash
# Starts Kafka in its image. The first time it makes the log, with the passwords of the users, which stay with the log.
set -euo pipefail
. /etc/casm/superuser.sh

cp /etc/casm/server.properties /tmp/server.properties
echo "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=$superuser" >> /tmp/server.properties

if [ ! -e /var/lib/kafka/data/meta.properties ]; then
  users=()
  for user in kafka casm-relay casm-dwh casm-operator; do
    users+=(--add-scram "SCRAM-SHA-512=[name=$user,password=$(password_of "$user")]")
  done
  cluster=$(kafka-storage.sh random-uuid | tail -n 1)
  kafka-storage.sh format --config /tmp/server.properties --cluster-id "$cluster" "${users[@]}"
fi
exec kafka-server-start.sh /tmp/server.properties
