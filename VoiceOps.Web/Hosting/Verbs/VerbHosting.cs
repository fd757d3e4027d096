using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Console;

namespace VoiceOps.Web.Hosting.Verbs;

internal static class VerbHosting
{
    /// <summary>A verb's own words go to stdout, so that they can be piped; only warnings are logged, to stderr.</summary>
    public static void AddVerbLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter(level => level >= LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Checks the settings and runs the verb; Ctrl+C and SIGTERM cancel it.</summary>
    /// <exception cref="StartupException">With every problem there is.</exception>
    public static async Task<int> RunVerbAsync(this WebApplication app, CommandLine commandLine)
    {
        var verb = commandLine.Verb!;
        List<string> problems = [.. app.Services.GetRequiredService<SettingsCheck>().Problems(), .. HostProblems.Of(app.Configuration)];
        if (problems.Count > 0)
        {
            throw new StartupException(problems);
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await verb.RunAsync(new VerbRun(app.Services, commandLine.Parsed, Console.Out, Console.Error), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new StartupException($"{verb.Name} was stopped before it was done. It can be run again.");
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
