using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Calls.Journal;

internal sealed class TranscriptOptionsValidator : IValidateOptions<TranscriptOptions>
{
    private const string Key = $"{TranscriptOptions.Section}:{nameof(TranscriptOptions.TranscriptRetention)}";
    private const string SwitchKey = $"{TranscriptOptions.Section}:{nameof(TranscriptOptions.KeepTranscripts)}";

    // Shorter than that and the words of a long call would go while it is on.
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    public ValidateOptionsResult Validate(string? name, TranscriptOptions options) =>
        options.TranscriptRetention >= Shortest && options.TranscriptRetention <= Longest
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{Key} must be from 1 hour (\"01:00:00\") to 3650 days (\"3650.00:00:00\"); it is {options.TranscriptRetention}. To keep no transcripts at all, set {SwitchKey} to false.");
}
