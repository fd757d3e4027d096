using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Data.Backups;

namespace VoiceOps.Web.Hosting;

/// <summary>Tells on stderr why the program ended: what a person can mend in plain lines, anything else with its stack trace.</summary>
internal static class StartupFailure
{
    public const int ExitCode = 1;

    public static int Report(Exception exception, TextWriter error)
    {
        if (Problems(exception) is not { } problems)
        {
            error.WriteLine($"VoiceOps ended with an error: {exception}");
            return ExitCode;
        }

        error.WriteLine(problems.Count == 1 ? "VoiceOps cannot start:" : $"VoiceOps cannot start, for {problems.Count} reasons:");
        foreach (var problem in problems)
        {
            error.WriteLine($"  {problem}");
        }

        return ExitCode;
    }

    private static IReadOnlyList<string>? Problems(Exception exception) => exception switch
    {
        StartupException startup => startup.Problems,
        OptionsValidationException options => [.. options.Failures],
        DatabaseNewerException or DatabaseOutdatedException or DatabaseLockException or DatabaseBackupException => [exception.Message],
        SqliteException => [$"The database at ConnectionStrings:{DataRegistration.ConnectionName} cannot be used: {exception.Message}"],
        IOException { InnerException: AddressInUseException } => [exception.Message],
        InvalidDataException { InnerException: { } inner } => [$"{exception.Message} {inner.Message}"],
        AggregateException several when several.InnerExceptions.Select(Problems).ToList() is var all && all.TrueForAll(one => one is not null) =>
            [.. all.SelectMany(one => one!)],
        _ => null,
    };
}
