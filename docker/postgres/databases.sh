#!/bin/sh
# Runs once, when PostgreSQL starts with an empty volume: one role for the suite and its four databases.
set -eu

password=$(cat "${DATABASE_PASSWORD_FILE:-/run/secrets/database_password}")

# The password goes by standard input: arguments and the environment can be read by others on the machine.
{
    printf '\\set password %s\n' "$password"
    cat <<'SQL'
SET password_encryption = 'scram-sha-256';
CREATE ROLE steunstromen LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE people OWNER steunstromen TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
CREATE DATABASE matcher OWNER steunstromen TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
CREATE DATABASE tracker OWNER steunstromen TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
CREATE DATABASE notifier OWNER steunstromen TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE people, matcher, tracker, notifier FROM PUBLIC;
SQL
} | psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres
