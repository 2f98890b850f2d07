#!/bin/sh
# Gives each user of roles.sql the password that the URL of its secret has. The image of PostgreSQL runs it once, after roles.sql, when it
# makes the database. A password there must need no percent-encoding, as those of deploy/make-secrets.sh.
set -eu

for user in casm_owner casm_api casm_relay casm_warehouse casm_operator; do
  password=$(sed -n "s|^postgres://$user:\([^@]*\)@.*|\1|p" "/run/secrets/$user-url")
  if [ -z "$password" ]; then
    echo "the secret $user-url is no postgres://$user:password@host/database" >&2
    exit 1
  fi
  # psql quotes the variable. The password is no argument, which others could see.
  export password
  psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<SQL
\getenv password password
alter role $user password :'password';
SQL
done
