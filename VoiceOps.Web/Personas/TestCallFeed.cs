using VoiceOps.Voice.Calls.Testing;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Personas;

/// <summary>Each test call that is watched, read five times in two seconds: its meters and words move without any commit.</summary>
internal sealed class TestCallFeed(TestCalls calls, TimeProvider time, ILogger<TestCallFeed> logger) : LiveReadings<long, TestCallState>(
    calls.ReadAsync, new LivePace<TestCallState>(TimeSpan.FromMilliseconds(400)), time, logger);
