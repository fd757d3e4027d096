using System.Net;
using VoiceOps.Simulation;
using VoiceOps.Tests.Simulation.Callers;

namespace VoiceOps.Tests.Calls;

/// <summary>One thing that goes wrong at one provider at one point of a call, and whether the call gets over it.</summary>
internal sealed record FaultCell(string Name, IReadOnlyList<SimulatorFault?> Faults, bool Recovers)
{
    /// <summary>Refused for good: however often it is tried.</summary>
    private const int Always = 12;

    /// <summary>Connections are dropped, refused and opened again; a refused key or an empty account is final.</summary>
    /// <param name="speaking">Messages of the connection after which the agent is speaking.</param>
    /// <param name="listening">Messages after which it listens.</param>
    public static IEnumerable<FaultCell> OfConnections(int speaking, int listening) =>
    [
        .. At("start", null, 0),
        .. At("speaking", SimulatorFault.Drop(speaking), speaking),
        .. At("listening", SimulatorFault.Drop(listening), listening),
        new("untimed", [SimulatorFault.Untimed()], Recovers: true),
    ];

    /// <summary>Requests: the first answer of the agent's, in the middle of it, and the answer after.</summary>
    public static IEnumerable<FaultCell> OfRequests(int speaking) =>
    [
        .. Requests("start", [], 0),
        .. Requests("speaking", [], speaking),
        .. Requests("listening", [null], 0),
        .. Enum.GetValues<WordlessKind>().SelectMany(Wordless),
    ];

    /// <summary>Once, and for good: the caller hears a second try, or a sentence in its place.</summary>
    private static IEnumerable<FaultCell> Wordless(WordlessKind kind) =>
    [
        new($"wordless-{kind}", [SimulatorFault.WithoutWords(kind)], Recovers: true),
        new($"wordless-twice-{kind}", [SimulatorFault.WithoutWords(kind), SimulatorFault.WithoutWords(kind)], Recovers: true),
    ];

    private static IEnumerable<FaultCell> At(string point, SimulatorFault? before, int after) =>
    [
        new($"{point}-refuse", [before ?? SimulatorFault.Drop(), SimulatorFault.Drop()], Recovers: true),
        new($"{point}-401", [.. First(before), .. Many(HttpStatusCode.Unauthorized)], Recovers: false),
        new($"{point}-402", [.. First(before), .. Many(HttpStatusCode.PaymentRequired)], Recovers: false),
        new($"{point}-429", [.. First(before), SimulatorFault.Refuse(HttpStatusCode.TooManyRequests)], Recovers: true),
        new($"{point}-500", [.. First(before), SimulatorFault.Refuse(HttpStatusCode.InternalServerError)], Recovers: true),
        new($"{point}-drop", [SimulatorFault.Drop(after + 1)], Recovers: true),
        new($"{point}-hang", [SimulatorFault.Hang(after + 1)], Recovers: true),
        new($"{point}-slow", [SimulatorFault.Slow(TimeSpan.FromMilliseconds(150), after)], Recovers: true),
        new($"{point}-garbage", [SimulatorFault.Garbage(after)], Recovers: true),
    ];

    private static IEnumerable<FaultCell> Requests(string point, SimulatorFault?[] before, int after) =>
    [
        new($"{point}-refuse", [.. before, SimulatorFault.Drop(after)], Recovers: true),
        new($"{point}-401", [.. before, .. Many(HttpStatusCode.Unauthorized)], Recovers: false),
        new($"{point}-402", [.. before, .. Many(HttpStatusCode.PaymentRequired)], Recovers: false),
        new($"{point}-429", [.. before, SimulatorFault.Refuse(HttpStatusCode.TooManyRequests)], Recovers: true),
        new($"{point}-500", [.. before, SimulatorFault.Refuse(HttpStatusCode.InternalServerError)], Recovers: true),
        new($"{point}-drop", [.. before, SimulatorFault.Drop(after + 1)], Recovers: true),
        new($"{point}-hang", [.. before, SimulatorFault.Hang(after + 1)], Recovers: true),
        new($"{point}-slow", [.. before, SimulatorFault.Slow(TimeSpan.FromMilliseconds(60), after)], Recovers: true),
        new($"{point}-garbage", [.. before, SimulatorFault.Garbage(after)], Recovers: true),
    ];

    private static IEnumerable<SimulatorFault?> First(SimulatorFault? before) => before is null ? [] : [before];

    private static IEnumerable<SimulatorFault?> Many(HttpStatusCode status) => Enumerable.Repeat<SimulatorFault?>(SimulatorFault.Refuse(status), Always);
}
