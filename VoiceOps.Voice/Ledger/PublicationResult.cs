using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Ledger;

/// <summary>What came of one try to make staged rows visible. Only of the first is anything written.</summary>
internal enum PublicationResult
{
    Published,

    /// <summary>Somebody with the right of way came.</summary>
    GaveWay,

    /// <summary>What was staged no longer follows from the books.</summary>
    Outdated,

    /// <summary>It would have kept the others waiting for longer than they may.</summary>
    TooLong,
}
