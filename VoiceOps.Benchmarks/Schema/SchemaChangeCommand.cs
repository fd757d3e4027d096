using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace VoiceOps.Benchmarks.Schema;

/// <summary>One start that changes the schema, for <c>schema-kills</c> to kill.</summary>
internal static class SchemaChangeCommand
{
    public const string Name = "schema-change";

    public static Command Create()
    {
        var database = CommandOptions.Database("a database that \"events\" made, or a copy of one");
        var command = new Command(Name, "Starts once with two migrations more than the program has, as \"schema-kills\" does again and again.") { database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var logging = LoggerFactory.Create(builder => builder.AddConsole().SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning));
            await new PracticeStore(parsed.GetRequiredValue(database)).StartAsync(logging, cancellationToken);
        });
        return command;
    }
}
