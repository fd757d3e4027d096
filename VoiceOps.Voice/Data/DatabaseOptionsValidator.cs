using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Data;

internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    private const string Key = $"{DatabaseOptions.Section}:{nameof(DatabaseOptions.Provider)}";

    public ValidateOptionsResult Validate(string? name, DatabaseOptions options) => options.Provider switch
    {
        _ when options.Provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase) => ValidateOptionsResult.Success,
        _ when options.Provider.StartsWith("Postgre", StringComparison.OrdinalIgnoreCase) =>
            ValidateOptionsResult.Fail($"{Key} is \"{options.Provider}\": PostgreSQL comes later. Until then it must be \"Sqlite\"."),
        _ => ValidateOptionsResult.Fail($"{Key} must be \"Sqlite\"; it is \"{options.Provider}\"."),
    };
}
