#!/bin/sh
# Run once by the image of PostgreSQL, on an empty volume: the owner of the database, who migrates. The roles of the application and of
# analysts are made by that owner (script/manage database_roles), after every migrate.
set -eu
psql --username "$POSTGRES_USER" --set password="$OWNER_PASSWORD" <<'SQL'
CREATE ROLE iro_owner LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE iro OWNER iro_owner;
\connect iro
ALTER SCHEMA public OWNER TO iro_owner;
SQL
