using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Ledger;

internal sealed class LedgerOptionsValidator : IValidateOptions<LedgerOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, LedgerOptions options) =>
        options.CheckpointInterval > TimeSpan.Zero && options.CheckpointInterval <= Longest
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{LedgerOptions.Section}:{nameof(LedgerOptions.CheckpointInterval)} must be above 0 and at most {Longest}, since a crash loses that much usage; it is {options.CheckpointInterval}.");
}
