#!/bin/sh
# Looks every five seconds for what a dead worker has left behind (rescue.lua says how), and says what it gave back.
folder=$(dirname "$0")

while sleep 5; do
	jobs=$(redis-cli -h "$REDIS_HOST" -p "$REDIS_PORT" --no-auth-warning --eval "$folder/rescue.lua")
	[ -z "$jobs" ] || echo "$(date -u +%FT%TZ) $jobs"
done
