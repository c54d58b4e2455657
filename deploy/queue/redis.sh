#!/bin/sh
# Starts Redis. The password goes in by stdin: on a command line every list of processes would show it.
exec redis-server - "$@" <<END
requirepass $(cat "$REDIS_PASSWORD_FILE")
END
