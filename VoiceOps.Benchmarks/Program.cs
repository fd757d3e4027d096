using System.CommandLine;
using VoiceOps.Benchmarks;
using VoiceOps.Voice;
using VoiceOps.Web.Hosting;

ProcessCulture.Settle();

try
{
    // A command that is stopped ends what it has started, its simulators for example.
    return await BenchmarkCommands.Root().Parse(args).InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    });
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("It was stopped before it was done.");
    return StartupFailure.ExitCode;
}
catch (Exception exception)
{
    return StartupFailure.Report(exception, Console.Error);
}
