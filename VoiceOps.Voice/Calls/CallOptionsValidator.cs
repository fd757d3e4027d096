using System.Globalization;
using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Calls;

internal sealed class CallOptionsValidator : IValidateOptions<CallOptions>
{
    // Twilio itself ends a call after a day.
    private static readonly TimeSpan LongestCall = TimeSpan.FromHours(24);

    private static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(1);

    public ValidateOptionsResult Validate(string? name, CallOptions options) =>
        Problems(options).ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Problems(CallOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.PublicUrl) && PublicUrlProblem(options.PublicUrl) is { } problem)
        {
            yield return $"{Key(nameof(CallOptions.PublicUrl))} {problem}; it is \"{options.PublicUrl}\".";
        }

        if (options.MaxConcurrentCalls < 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{Key(nameof(CallOptions.MaxConcurrentCalls))} must be 0 (takes no calls) or more; it is {options.MaxConcurrentCalls}.");
        }

        if (options.MaxCallDuration <= TimeSpan.Zero || options.MaxCallDuration > LongestCall)
        {
            yield return $"{Key(nameof(CallOptions.MaxCallDuration))} must be above 0 and at most 24 hours (\"1.00:00:00\"); it is {options.MaxCallDuration}.";
        }

        if (options.LineLostAfter < ShortestSilence)
        {
            yield return $"{Key(nameof(CallOptions.LineLostAfter))} must be at least 1 second (\"00:00:01\"); it is {options.LineLostAfter}.";
        }

        if (options.FallbackNumber is { } number && !IsPhoneNumber(number))
        {
            yield return $"{Key(nameof(CallOptions.FallbackNumber))} must be a number such as \"+14155550123\"; it is \"{number}\".";
        }

        if (options.FallbackNumber is not null && string.IsNullOrWhiteSpace(options.TransferSentence))
        {
            yield return $"{Key(nameof(CallOptions.TransferSentence))} must say something to callers who are put through.";
        }

        if (options.DrainTimeout < TimeSpan.Zero || options.DrainTimeout > LongestCall)
        {
            yield return $"{Key(nameof(CallOptions.DrainTimeout))} must be 0 to 24 hours (\"00:10:00\"); it is {options.DrainTimeout}.";
        }

        if (options.DailySpendLimit < 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Key(nameof(CallOptions.DailySpendLimit))} must be 0 dollars or more; it is {options.DailySpendLimit}.");
        }

        if (options.DailySpendLimitPerCaller < 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Key(nameof(CallOptions.DailySpendLimitPerCaller))} must be 0 dollars or more; it is {options.DailySpendLimitPerCaller}.");
        }

        if (!Enum.IsDefined(options.WhenUnavailable))
        {
            yield return $"{Key(nameof(CallOptions.WhenUnavailable))} must be one of {string.Join(", ", Enum.GetNames<WhenUnavailable>())}; it is \"{options.WhenUnavailable}\".";
        }

        if (options.WhenUnavailable == WhenUnavailable.Apologize && string.IsNullOrWhiteSpace(options.Apology))
        {
            yield return $"{Key(nameof(CallOptions.Apology))} must say something to callers who cannot be served.";
        }
    }

    // Twilio signs the address without a query of ours, and the paths of the webhooks are put behind it.
    private static string? PublicUrlProblem(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) switch
    {
        false => "must be a full address such as https://voice.example.com",
        _ when url!.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp => "must begin with https://",
        _ when url.Query.Length > 0 || url.Fragment.Length > 0 => "must have no query (?…) and no fragment (#…)",
        _ when url.UserInfo.Length > 0 => "must have no user name or password",
        _ when url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback => "must be https: only a loopback address may be plain http",
        _ => null,
    };

    private static bool IsPhoneNumber(string text) => text.Length is >= 8 and <= 16 && text[0] == '+' && text[1..].All(char.IsAsciiDigit);

    private static string Key(string property) => $"{CallOptions.Section}:{property}";
}
