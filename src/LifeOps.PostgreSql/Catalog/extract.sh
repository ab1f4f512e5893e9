#!/bin/sh
# Writes catalog.tsv, the built-in types, functions, operators, casts, operator classes and system relations of a PostgreSQL
# server, and those of every extension that comes with it. Run it against the newest supported release:
#   PGHOST=localhost PGUSER=postgres ./extract.sh > catalog.tsv
# It makes and drops a database called lifeops_catalog. The lines are explained in extract.sql.
set -eu
folder=$(dirname "$0")
database=lifeops_catalog
run() { psql -X -q -d "$database" "$@"; }

psql -X -q -d postgres -c "DROP DATABASE IF EXISTS $database" -c "CREATE DATABASE $database TEMPLATE template0" >&2 2>/dev/null
trap 'psql -X -q -d postgres -c "DROP DATABASE $database" >&2' EXIT

printf '# PostgreSQL %s\n' "$(run -At -c 'SHOW server_version')"
run -v extension= -v from_extension=false -f "$folder/extract.sql"

# Procedural languages need their runtime on the server and bring nothing a query could call.
for extension in $(run -At -c "SELECT name FROM pg_available_extensions WHERE name !~ '^(pl|bool_pl|hstore_pl|jsonb_pl|ltree_pl)' ORDER BY name COLLATE \"C\""); do
  run -c "CREATE EXTENSION \"$extension\" CASCADE" >/dev/null 2>&1 || continue
  printf 'E\t%s\n' "$extension"
  run -v extension="$extension" -v from_extension=true -f "$folder/extract.sql"
  run -c "DROP EXTENSION IF EXISTS \"$extension\" CASCADE" >/dev/null 2>&1
done
