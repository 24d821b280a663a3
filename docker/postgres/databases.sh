#!/bin/sh
# Runs once, when PostgreSQL starts with an empty volume: four databases and two roles. One owns the tables and changes
# them; the other reads and writes rows, is held to the policies on them, and can't take these off.
set -eu

owner=$(cat "${OWNER_PASSWORD_FILE:-/run/secrets/owner_password}")
password=$(cat "${DATABASE_PASSWORD_FILE:-/run/secrets/database_password}")

# The passwords go by standard input: arguments and the environment can be read by others on the machine.
{
    printf '\\set owner_password %s\n\\set password %s\n' "$owner" "$password"
    cat <<'SQL'
SET password_encryption = 'scram-sha-256';
CREATE ROLE steunstromen_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE steunstromen LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
SQL
    for name in people matcher tracker notifier; do
        cat <<SQL
CREATE DATABASE $name OWNER steunstromen_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE $name FROM PUBLIC;
GRANT CONNECT ON DATABASE $name TO steunstromen;
\\connect $name
ALTER DEFAULT PRIVILEGES FOR ROLE steunstromen_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO steunstromen;
ALTER DEFAULT PRIVILEGES FOR ROLE steunstromen_owner GRANT USAGE, SELECT ON SEQUENCES TO steunstromen;
SQL
    done
} | psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres
