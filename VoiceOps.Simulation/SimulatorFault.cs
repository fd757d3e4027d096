using System.Net;

namespace VoiceOps.Simulation;

/// <summary>Something a simulated provider does wrong on one connection.</summary>
public sealed record SimulatorFault
{
    private SimulatorFault()
    {
    }

    /// <summary>Set when the connection is refused with this status.</summary>
    public HttpStatusCode? Status { get; private init; }

    /// <summary>The connection stays open and falls silent, rather than being cut.</summary>
    public bool Hangs { get; private init; }

    /// <summary>What is sent instead of messages: not JSON.</summary>
    public bool IsGarbage { get; private init; }

    /// <summary>A language model answers without a word; null: with words.</summary>
    public WordlessKind? Wordless { get; private init; }

    /// <summary>A voice does not tell which characters its sound is of.</summary>
    public bool IsUntimed { get; private init; }

    /// <summary>The connection itself is sound: what comes over it is wrong.</summary>
    internal bool IsOfContents => Wordless is not null || IsUntimed;

    /// <summary>How long each message takes.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>How many messages pass, counted in both directions, before it happens.</summary>
    public int AfterMessages { get; private init; }

    public static SimulatorFault Refuse(HttpStatusCode status) => new() { Status = status };

    /// <summary>Cuts the TCP connection: no close frame, no last chunk.</summary>
    public static SimulatorFault Drop(int afterMessages = 0) => new() { AfterMessages = afterMessages };

    public static SimulatorFault Garbage(int afterMessages = 0) => new() { IsGarbage = true, AfterMessages = afterMessages };

    public static SimulatorFault Slow(TimeSpan delay, int afterMessages = 0) => new() { Delay = delay, AfterMessages = afterMessages };

    public static SimulatorFault WithoutWords(WordlessKind kind) => new() { Wordless = kind };

    public static SimulatorFault Untimed() => new() { IsUntimed = true };

    public static SimulatorFault Hang(int afterMessages = 0) => new() { Hangs = true, AfterMessages = afterMessages };
}
