#!/bin/sh
# Run by docker-compose.yml: copies the company from the database into a new folder under BACKUPS. A copy that a change came
# into is continued, a few times.
to="${BACKUPS:-/backups}/$(date -u +%Y-%m-%dT%H-%M-%SZ)"
for try in 1 2 3 4 5; do
  node dist/cli/main.js copy "$(cat "$MONGODB_URI_FILE")" "$to" && exit 0
done
exit 1
