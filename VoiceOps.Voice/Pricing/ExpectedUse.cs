using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Pricing;

/// <summary>A use that every call has as the settings stand; each provider's registration tells its own.</summary>
public sealed record ExpectedUse(MeterKey Key);
