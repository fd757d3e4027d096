using VoiceOps.Benchmarks;

return args.FirstOrDefault() switch
{
    "events" => await EventsCommand.RunAsync(args[1..], Console.Out, CancellationToken.None),
    "figures" => await FiguresCommand.RunAsync(args[1..], Console.Out, CancellationToken.None),
    "ingest" => await IngestCommand.RunAsync(args[1..], Console.Out, CancellationToken.None),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Measures VoiceOps at size. Build it as it is used: -c Release.

          dotnet run -c Release --project VoiceOps.Benchmarks -- events --database FILE [--count 10000000] [--days 90] [--seed 1]
              makes FILE, a new database with that many usage rows of simulated calls
          dotnet run -c Release --project VoiceOps.Benchmarks -- figures --database FILE [--reads 300]
              measures what the pages read from it
          dotnet run -c Release --project VoiceOps.Benchmarks -- ingest --database FILE [--seconds 20]
              measures how fast the one writer adds rows to it; they stay, with calls of their own
        """);
    return 1;
}
