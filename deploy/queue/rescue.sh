#!/bin/sh
# Looks every five seconds for what a dead worker has left behind (rescue.lua says how), and says what it gave back.
folder=$(dirname "$0")
keys="${QUEUE_BULL_PREFIX:-bull}:jobs:"
# n8n takes either as well.
export REDISCLI_AUTH="${QUEUE_BULL_REDIS_PASSWORD:-$(cat "$QUEUE_BULL_REDIS_PASSWORD_FILE")}"

ask() {
	redis-cli -h "$QUEUE_BULL_REDIS_HOST" -p "$QUEUE_BULL_REDIS_PORT" -n "${QUEUE_BULL_REDIS_DB:-0}" --no-auth-warning "$@"
}

echo "$(date -u +%FT%TZ) looking into $keys"
while sleep 5; do
	jobs=$(ask --eval "$folder/rescue.lua" "$keys")
	[ -z "$jobs" ] || echo "$(date -u +%FT%TZ) gave back $jobs"
done
