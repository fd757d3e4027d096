using System.CommandLine;
using VoiceOps.Benchmarks.Load;
using VoiceOps.Benchmarks.Schema;

namespace VoiceOps.Benchmarks;

/// <summary>Every command there is, in the order of the help.</summary>
internal static class BenchmarkCommands
{
    public static RootCommand Root() => new("Measures VoiceOps. Build it as it is used: dotnet run -c Release --project VoiceOps.Benchmarks -- COMMAND")
    {
        SimulatorsCommand.Create(),
        CallersCommand.Create(),
        EventsCommand.Create(),
        FiguresCommand.Create(),
        IngestCommand.Create(),
        ImportCommand.Create(),
        SchemaChangeCommand.Create(),
        SchemaKillsCommand.Create(),
    };
}
