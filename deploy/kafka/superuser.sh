#!/bin/bash
# Read by start.sh and rights.sh: the login of Kafka's superuser, and a file with which the tools of Kafka are this user.
umask 077
PATH=/opt/kafka/bin:$PATH

password_of() { cat "/run/secrets/$1-kafka"; }

superuser="org.apache.kafka.common.security.scram.ScramLoginModule required username=\"kafka\" password=\"$(password_of kafka)\";"
cat > /tmp/superuser.properties << END
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=$superuser
ssl.truststore.type=PEM
ssl.truststore.location=/run/secrets/ca.pem
END
