using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Reporting;

internal sealed class ReportingOptionsValidator : IValidateOptions<ReportingOptions>
{
    private const string Key = $"{ReportingOptions.Section}:{nameof(ReportingOptions.TimeZone)}";

    public ValidateOptionsResult Validate(string? name, ReportingOptions options) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone ?? "", out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{Key} is \"{options.TimeZone}\", which is no time zone known here; set it to an IANA name such as \"UTC\" or \"America/New_York\".");
}
