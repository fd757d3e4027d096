using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Metering;

internal sealed class MeteringOptionsValidator : IValidateOptions<MeteringOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, MeteringOptions options) =>
        options.CheckpointInterval > TimeSpan.Zero && options.CheckpointInterval <= Longest
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{MeteringOptions.Section}:{nameof(MeteringOptions.CheckpointInterval)} must be above 0 and at most {Longest}, since a crash loses that much usage; it is {options.CheckpointInterval}.");
}
