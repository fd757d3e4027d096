#!/usr/bin/env bash
# 200 calls at once for two minutes, with interruptions and providers that refuse: every call ends once, the books equal the providers' own
# count, and memory comes back. Not part of test.sh, which runs the same with 8 calls.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build VoiceOps.Tests -clp:NoSummary -v:quiet
exec dotnet VoiceOps.Tests/bin/Debug/net10.0/VoiceOps.Tests.dll -noLogo -explicit only \
  -method VoiceOps.Tests.Benchmarks.Load.SoakTests.Calls_TwoHundredForTwoMinutes_EndOnceAndAddUp
