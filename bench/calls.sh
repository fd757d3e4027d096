#!/usr/bin/env bash
# Measures the server alone: it has one core, the simulated callers and providers share another. Prints what docs/performance.md records.
#   bench/calls.sh [CALLS [options of the command "callers"…]]     200 calls unless told
# It warms up for two minutes: on one core that is busy with calls the compiler takes that long to be through with what they use.
# BENCH_SERVER_CORE and BENCH_GENERATOR_CORE choose the cores (0 and 1 unless told). BENCH_PIPE=1 measures bench/pipe in the server's place:
# what the same calls cost on this machine in a bare Node program.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

calls=${1:-200}
shift || true
server_core=${BENCH_SERVER_CORE:-0}
generator_core=${BENCH_GENERATOR_CORE:-1}
url=http://127.0.0.1:5085
server_program=VoiceOps.Web/bin/Release/net10.0/VoiceOps.Web.dll
generator_program=VoiceOps.Benchmarks/bin/Release/net10.0/VoiceOps.Benchmarks.dll
work=$(mktemp -d)
started=()

finish() {
  local process
  for process in "${started[@]}"; do
    kill -TERM "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap finish EXIT

[ -n "${BENCH_NO_BUILD:-}" ] || dotnet build VoiceOps.Benchmarks -c Release -clp:NoSummary -v:quiet

taskset -c "$generator_core" dotnet "$generator_program" simulators --port 5095 --server "$url" >"$work/settings" &
simulators=$!
started=("$simulators")
until grep -q MaxConcurrentCalls "$work/settings"; do
  kill -0 "$simulators"
  sleep 0.2
done
set -a
. "$work/settings"
ConnectionStrings__VoiceOps="Data Source=$work/load.db"
set +a

if [ -n "${BENCH_PIPE:-}" ]; then
  npm ci --prefix bench/pipe --ignore-scripts --no-audit --no-fund --loglevel=error
  taskset -c "$server_core" node bench/pipe/pipe.mjs "${url##*:}" >"$work/server.log" 2>&1 &
else
  taskset -c "$server_core" dotnet "$server_program" --urls "$url" >"$work/server.log" 2>&1 &
fi
server=$!
started=("$server" "$simulators")
echo "server on core $server_core, callers and simulated providers on core $generator_core:"
taskset -c "$generator_core" dotnet "$generator_program" callers --target "$url" --calls "$calls" --watch "$server" --warmup 120 "$@" || {
  result=$?
  grep -E 'fail:|crit:' "$work/server.log" | tail -20 >&2 || tail -20 "$work/server.log" >&2
  exit "$result"
}
