#!/usr/bin/env bash
# Gets what the tests need, runs them, and ends with the line "N passed, N failed" and that exit status.
#
#   ./test.sh                              all of them
#   ./test.sh --fast                       without those that start the program or a browser
#   ./test.sh --at 2028-02-29T23:57:00Z    as if it were then; needs a C compiler
#   LANG=de_DE.UTF-8 ./test.sh            as on a machine of another language
#
# What follows is for xUnit's own runner, such as -class "VoiceOps.Tests.Calls.*".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# No compiler or build node stays behind when the tests are over.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_CLI_USE_MSBUILD_SERVER=0
longest_run=1500 # seconds; a hung run must end in a count too
report=TestResults/tests.xml
clock=TestResults/clock.so
fast=
moment=
passed=0
failed=0

say() { printf '\n== %s\n' "$*"; }

finish() {
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

give_up() {
  printf '%s\n' "$*" >&2
  failed=$((failed + 1))
  finish
}

# One check that is not a test of its own counts as one.
check() {
  say "$1"
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

# The layout of the files. All other rules are warnings of the build, so errors, or tests (StyleTests).
formatted() {
  dotnet format whitespace --folder . --exclude "**/obj/" --exclude "**/bin/" --exclude "**/node_modules/" --verify-no-changes
}

find_browser() {
  local name
  for name in "${VOICEOPS_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] && command -v "$name" && return
  done
  return 1
}

install_browser() {
  local as_root=()
  command -v apt-get >/dev/null || { echo "No Chromium was found, and there is no apt-get to install it. Install it, or name its program in VOICEOPS_BROWSER." >&2; return 1; }
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || { echo "No Chromium was found. Install it (sudo apt-get install chromium), or name its program in VOICEOPS_BROWSER." >&2; return 1; }
    as_root=(sudo -n)
  fi
  "${as_root[@]}" apt-get update -qq \
    && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
}

while [ $# -gt 0 ]; do
  case "$1" in
    --fast) fast=1; shift ;;
    --at) moment=$(date -ud "${2:-}" +%s) && [ -n "${2:-}" ] || give_up "--at needs a moment such as 2028-02-29T23:57:00Z."; shift 2 ;;
    *) break ;;
  esac
done

for tool in dotnet npm; do
  command -v "$tool" >/dev/null || give_up "$tool is missing: the tests need the .NET 10 SDK and Node.js 20."
done

# The programs that tests start are set up by them alone, whatever was exported for the real one.
for setting in $(compgen -e | grep __); do
  unset "$setting"
done

if [ -z "$fast" ] && ! VOICEOPS_BROWSER=$(find_browser); then
  say "Installing Chromium"
  install_browser || give_up "The browser tests have no browser."
  VOICEOPS_BROWSER=$(find_browser) || give_up "Chromium was installed, but is not found."
fi
export VOICEOPS_BROWSER

[ -z "$fast" ] || set -- -trait- needs=program "$@"

say "Building"
dotnet restore VoiceOps.sln || give_up "The packages could not be restored."
dotnet build VoiceOps.sln --no-restore -clp:NoSummary || give_up "The build failed."

check "Format" formatted

say "Tests"
rm -f "$report"
mkdir -p "$(dirname "$report")"
if [ -n "$moment" ]; then
  cc -O2 -shared -fPIC -o "$clock" VoiceOps.Tests/clock.c -ldl || give_up "The clock could not be compiled: --at needs a C compiler."
  run=(env "LD_PRELOAD=$PWD/$clock" "CLOCK_SHIFT=$((moment - $(date +%s)))")
else
  run=()
fi
timeout --kill-after=30 "$longest_run" "${run[@]}" dotnet VoiceOps.Tests/bin/Debug/net10.0/VoiceOps.Tests.dll -noLogo -noColor -longRunning 120 -result-xml "$report" "$@"
status=$?

# <assembly … passed="12" failed="0" errors="0" …>
count() { grep -o '<assembly [^>]*' "$report" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | head -n 1; }
[ -s "$report" ] || give_up "The tests ended with status $status and without a report."
failures=$(($(count failed) + $(count errors)))
passed=$((passed + $(count passed)))
failed=$((failed + failures))
# Ended early, or failed outside of any test.
[ "$status" -eq 0 ] || [ "$failures" -gt 0 ] || failed=$((failed + 1))
finish
