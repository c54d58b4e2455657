#!/bin/sh
# Makes the secrets that the compose.yaml of this folder asks for: run it in single/ or queue/, as often as you like.
# What is there already stays as it is.
set -eu

# The folder is closed to all others. The files in it are not, as each container reads its own under a user of its own.
mkdir -p secrets
chmod 700 secrets

for file in $(grep -o 'secrets/[a-z_]*$' compose.yaml | sort -u); do
	if [ ! -s "$file" ]; then
		secret=$(openssl rand -hex 24)
		printf %s "$secret" >"$file"
		echo "made $file"
	fi
	chmod 444 "$file"
done
