using Microsoft.EntityFrameworkCore;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Callers;
using VoiceOps.Simulation.Cerebras;
using VoiceOps.Simulation.Deepgram;
using VoiceOps.Simulation.ElevenLabs;
using VoiceOps.Tests.Hosting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Personas;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>
/// Every provider, every fault, at the start of a call, while the agent speaks and while it listens: the call recovers or ends as stated, the books
/// equal the providers' own count, no other call notices. All cells of a provider are calls at the same time, to personas of their own, by which
/// the simulators know whom to fail.
/// </summary>
[NeedsProgram]
public sealed class FaultMatrixTests
{
    private const string FirstNumber = "+1415556";
    private const string Beside = "+14155550199";

    private static readonly (string, string)[] ShortBudgets =
    [
        ("Resilience__ConnectTimeout", "00:00:03"), ("Resilience__AnswerTimeout", "00:00:03"), ("Resilience__ReconnectWithin", "00:00:10"),
    ];

    // The greeting below takes about 2.5 s, of which frames and results make some fifty messages a second at Deepgram.
    [Fact]
    public Task Deepgram() => RunAsync(FaultCell.OfConnections(speaking: 70, listening: 200), host => host.Simulators.Deepgram, AssertTranscription);

    // Opening, text and close, then a piece of speech for every six characters.
    [Fact]
    public Task ElevenLabs() => RunAsync(FaultCell.OfConnections(speaking: 6, listening: 13), host => host.Simulators.ElevenLabs, AssertSpeech);

    [Fact]
    public Task Cerebras() => RunAsync(FaultCell.OfRequests(speaking: 12), host => host.Simulators.Cerebras, AssertTokens);

    private static async Task RunAsync(IEnumerable<FaultCell> faults, Func<RunningHost, SimulatorServer> provider, Action<RunningHost> assertProvider)
    {
        await using var host = await RunningHost.StartAsync(new ChatPacing { TokensPerSecond = 200 }, ShortBudgets);
        var cells = faults.ToList();
        host.Simulators.ElevenLabs.MoreVoices = [.. cells.Select((_, number) => Mark(number))];
        await AddPersonasAsync(host, cells);
        foreach (var (number, cell) in cells.Index())
        {
            provider(host).Faults.For(Mark(number), cell.Faults);
        }

        var beside = host.CallAsync(Script(Beside));
        var results = await Task.WhenAll(cells.Select((cell, number) => host.CallAsync(Script(NumberOf(number)))));
        var unharmed = await beside;
        await host.UntilAsync($"SELECT COUNT(*) = {cells.Count + 1} FROM calls WHERE ended_at IS NOT NULL AND duration_seconds IS NOT NULL");

        var outcomes = cells.Select((cell, number) => $"{cell.Name}: {Reason(host, results[number].CallSid)}").ToList();
        var expected = cells.Select(cell => $"{cell.Name}: {(cell.Recovers ? EndedReason.CallerHangup : EndedReason.ProviderFailed)}").ToList();
        Assert.True(expected.SequenceEqual(outcomes), string.Join('\n', outcomes.Except(expected)) + '\n' + string.Join('\n', host.Rows(
            "SELECT called.to_number || ' ' || COALESCE(ended_detail, '') FROM calls called", row => row.GetString(0))) + '\n' + host.Log);
        Assert.Equal(EndedReason.CallerHangup, Reason(host, unharmed.CallSid));
        Assert.Equal(2, unharmed.PhrasesSaid);
        Assert.Equal(0, host.Scalar<long>($"SELECT COUNT(*) FROM api_call_events JOIN calls ON calls.id = call_id WHERE call_sid = '{unharmed.CallSid}' AND basis = 'estimated'"));
        Assert.DoesNotContain(" fail: ", host.Log, StringComparison.Ordinal);

        assertProvider(host);
        AssertTranscription(host);
        AssertSpeech(host);
        AssertTokens(host);
        Assert.Equal(
            results.Append(unharmed).Sum(result => Math.Max(1, (result.DurationSeconds + 59) / 60)) * 1_000_000L,
            host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'twilio'"));
        Assert.Equal(host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events"), host.Scalar<long>("SELECT SUM(cost_nanos) FROM cost_rollups"));
    }

    /// <summary>Each connection by its own id: exact, unless it broke, and then the provider's count lies between what is certain and what was sent.</summary>
    private static void AssertTranscription(RunningHost host)
    {
        foreach (var use in host.Simulators.Deepgram.Counts.Read().Where(use => use.Operation == DeepgramSimulator.Transcription))
        {
            var (certain, all) = Booked(host, $"provider_request_id = '{use.Handle}'");
            Assert.InRange(use.Amount, certain, all);
        }

        var (metered, booked) = Booked(host, "service = 'deepgram'");
        Assert.InRange(host.Simulators.Deepgram.Counts.Total(DeepgramSimulator.Transcription), metered, booked);
    }

    private static void AssertSpeech(RunningHost host)
    {
        var (metered, booked) = Booked(host, "service = 'elevenlabs'");
        Assert.InRange(host.Simulators.ElevenLabs.Counts.Total(ElevenLabsSimulator.Speech), metered, booked);
    }

    /// <summary>Every request that told its usage is booked as it told; every other that was taken is estimated.</summary>
    private static void AssertTokens(RunningHost host)
    {
        foreach (var operation in (string[])[CerebrasSimulator.Prompt, CerebrasSimulator.Completion])
        {
            var rows = host.Rows(
                $"SELECT provider_request_id, SUM(usage_micros), basis FROM api_call_events WHERE operation = '{operation}' GROUP BY provider_request_id, basis",
                row => (Id: row.GetString(0), Tokens: row.GetInt64(1) / 1_000_000m, Basis: row.GetString(2)));
            Assert.All(rows.Where(row => row.Basis == "metered"), row => Assert.Equal(host.Simulators.Cerebras.Counts.Of(row.Id, operation), row.Tokens));
        }

        // Of an answer that never came nobody knows the length, but what was asked is known.
        var booked = host.Rows(
            $"SELECT DISTINCT provider_request_id, basis FROM api_call_events WHERE operation = '{CerebrasSimulator.Prompt}'", row => (Id: row.GetString(0), Basis: row.GetString(1)));
        var told = booked.Select(row => row.Id).ToHashSet();
        var untold = host.Simulators.Cerebras.Counts.Read().Count(use => use.Operation == CerebrasSimulator.Prompt && !told.Contains(use.Handle));
        var estimatedBlindly = booked.Count(row => row.Basis == "estimated" && !row.Id.StartsWith("chatcmpl", StringComparison.Ordinal));
        Assert.True(untold <= estimatedBlindly, $"{untold} requests without an id were taken, {estimatedBlindly} are in the books");
    }

    private static (decimal Metered, decimal All) Booked(RunningHost host, string where) => host.Rows(
        $"SELECT COALESCE(SUM(CASE basis WHEN 'metered' THEN usage_micros END), 0), COALESCE(SUM(usage_micros), 0) FROM api_call_events WHERE {where}",
        row => (row.GetInt64(0) / 1_000_000m, row.GetInt64(1) / 1_000_000m)).Single();

    private static string? Reason(RunningHost host, string callSid) => host.Scalar<string>($"SELECT ended_reason FROM calls WHERE call_sid = '{callSid}'");

    private static async Task AddPersonasAsync(RunningHost host, IReadOnlyList<FaultCell> cells)
    {
        await using var context = host.OpenContext();
        var personas = cells.Select((_, number) => new Persona
        {
            Name = Mark(number),
            LlmModel = "gpt-oss-120b",
            FallbackModel = "llama-3.3-70b",
            SystemPrompt = $"Be brief. {Mark(number)}",
            Greeting = "Hello there, how can I help you today?",
            IsDefault = false,
            VoiceId = Mark(number),
            Settings = new PersonaSettings { KeyTerms = [Mark(number)] },
            CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        }).ToList();
        context.AddRange(personas);
        await context.SaveChangesAsync();
        context.AddRange(personas.Select((persona, number) => new PersonaNumber { Number = NumberOf(number), PersonaId = persona.Id }));
        await context.Personas.Where(persona => persona.IsDefault).ExecuteUpdateAsync(row => row.SetProperty(persona => persona.Greeting, "Hello there, how can I help you today?"));
        await context.SaveChangesAsync();
    }

    private static CallerScript Script(string to) => new()
    {
        From = "+14155550101",
        To = to,
        Phrases = ["Actually, I have a question.", "Thank you, goodbye."],
        ReplyDelay = TimeSpan.FromMilliseconds(400),
        HangUpAfter = TimeSpan.FromSeconds(40),
    };

    /// <summary>Stands in the address at Deepgram, as a key term, and at ElevenLabs, as a voice, and in the prompt at Cerebras.</summary>
    private static string Mark(int cell) => $"cell{cell:00}end";

    private static string NumberOf(int cell) => $"{FirstNumber}{cell:0000}";
}
