namespace VoiceOps.Voice.Providers;

/// <summary>A setting without which a provider cannot be used; missing is reported, not refused.</summary>
internal sealed record ProviderSetting<TOptions>(string Key, Func<TOptions, string?> Read);
