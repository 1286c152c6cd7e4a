#!/bin/sh
# Writes database and uploaded files into DESTINATION/<date>. Use: backup.sh DESTINATION
# Needs the variables of the application (DATABASE_URL, SBDC_VAR_DIR) in the environment.
set -eu
umask 077
folder="${1:?say where to: backup.sh DESTINATION}/$(date -u +%Y-%m-%dT%H%M%SZ)"
mkdir -p "$folder"
var="${SBDC_VAR_DIR:-var}"
case "${DATABASE_URL:-}" in
    postgres*) pg_dump --format custom --file "$folder/database.dump" "$DATABASE_URL" ;;
    *) python3 - "$var/sbdc.sqlite3" "$folder/database.sqlite3" <<'PYTHON'
import sqlite3, sys

# Copies page by page while others write; the copy is one consistent moment.
with sqlite3.connect(sys.argv[1]) as source, sqlite3.connect(sys.argv[2]) as copy:
    source.backup(copy)
PYTHON
    ;;
esac
if [ -d "$var/media" ]; then
    tar -C "$var" -cf "$folder/media.tar" media
fi
echo "$folder"
