using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Providers.Connections;

internal sealed class ResilienceOptionsValidator : IValidateOptions<ResilienceOptions>
{
    private const int MostAttempts = 20;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, ResilienceOptions options)
    {
        string[] problems =
        [
            .. Duration(nameof(options.ConnectTimeout), options.ConnectTimeout),
            .. Duration(nameof(options.AnswerTimeout), options.AnswerTimeout),
            .. Attempts(nameof(options.ReconnectAttempts), options.ReconnectAttempts),
            .. Duration(nameof(options.ReconnectWithin), options.ReconnectWithin),
            .. Attempts(nameof(options.RetryAttempts), options.RetryAttempts),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Duration(string property, TimeSpan value) => value >= Shortest && value <= Longest
        ? []
        : [$"{ResilienceOptions.Section}:{property} must be 0.1 seconds to 1 minute (\"00:00:05\"): a caller waits meanwhile; it is {value}."];

    private static IEnumerable<string> Attempts(string property, int value) => value is >= 0 and <= MostAttempts
        ? []
        : [$"{ResilienceOptions.Section}:{property} must be 0 to {MostAttempts}; it is {value}."];
}
