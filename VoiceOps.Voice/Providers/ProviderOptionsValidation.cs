using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Providers;

/// <summary>Runs every check over a provider's options and reports all problems at once.</summary>
internal sealed class ProviderOptionsValidation<TOptions>(IReadOnlyList<Func<TOptions, string?>> checks) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var problems = checks.Select(check => check(options)).OfType<string>().ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
