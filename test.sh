#!/usr/bin/env bash
# Gets what the tests need, runs all of them, and ends with the line "N passed, N failed" and that exit status.
# As on a machine of another language: LANG=de_DE.UTF-8 ./test.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# No compiler or build node stays behind when the tests are over.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_CLI_USE_MSBUILD_SERVER=0
longest_run=1500 # seconds; a hung run must end in a count too
report=TestResults/tests.xml
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

# The layout of the files, and the two rules of style that the build does not know. All others are warnings of the build, so
# errors: to run every analyzer once more takes longer than the build.
formatted() {
  dotnet format whitespace --folder . --exclude "**/obj/" --exclude "**/bin/" --exclude "**/node_modules/" --verify-no-changes \
    && dotnet format style VoiceOps.sln --no-restore --verify-no-changes --diagnostics IMPORTS IDE0003
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

for tool in dotnet npm; do
  command -v "$tool" >/dev/null || give_up "$tool is missing: the tests need the .NET 10 SDK and Node.js 20."
done

if ! VOICEOPS_BROWSER=$(find_browser); then
  say "Installing Chromium"
  install_browser || give_up "The browser tests have no browser."
  VOICEOPS_BROWSER=$(find_browser) || give_up "Chromium was installed, but is not found."
fi
export VOICEOPS_BROWSER

say "Building"
dotnet restore VoiceOps.sln || give_up "The packages could not be restored."
dotnet build VoiceOps.sln --no-restore -clp:NoSummary || give_up "The build failed."

check "Format" formatted

say "Tests"
rm -f "$report"
mkdir -p "$(dirname "$report")"
timeout --kill-after=30 "$longest_run" dotnet VoiceOps.Tests/bin/Debug/net10.0/VoiceOps.Tests.dll -noLogo -noColor -longRunning 120 -result-xml "$report" "$@"
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
