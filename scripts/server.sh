# Functions that start what a suite needs and stop it at the end; sourced.

work=$(mktemp -d)
pids=()

# stop ends process $1 as SIGTERM does, and waits for it.
stop() {
	kill "$1" 2>/dev/null || true
	wait "$1" 2>/dev/null || true
}

cleanup() {
	for pid in "${pids[@]}"; do stop "$pid"; done
	rm -rf "$work"
}
trap cleanup EXIT

# serve STORE: starts bin/s3dbsql, sets $server and $dsn.
serve() {
	local log=$work/server.log
	: >"$log"
	bin/s3dbsql serve --listen 127.0.0.1:0 --store "$1" >>"$log" 2>&1 &
	server=$!
	pids+=("$server")
	for _ in $(seq 300); do
		address=$(sed -n 's/.*accepting connections.* address=\([^ ]*\).*/\1/p' "$log")
		if [[ -n $address ]]; then
			dsn="postgres://postgres@$address/postgres?sslmode=disable"
			return
		fi
		kill -0 "$server" 2>/dev/null || break
		sleep 0.1
	done
	cat "$log" >&2
	return 1
}

# gateway starts versitygw on a free port with the bucket "bench", sets $s3.
gateway() {
	local port log=$work/gateway.log
	mkdir -p "$work/buckets/bench"
	for port in $(seq 19300 19400); do
		(: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
		"$VERSITYGW" --port "127.0.0.1:$port" --access testkey --secret testsecret --keep-alive --quiet \
			posix "$work/buckets" >"$log" 2>&1 &
		pids+=("$!")
		s3=http://testkey:testsecret@127.0.0.1:$port/bench/suite
		for _ in $(seq 100); do
			(: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
			sleep 0.1
		done
		break
	done
	cat "$log" >&2
	return 1
}
