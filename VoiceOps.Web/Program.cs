using VoiceOps.Simulation.Demo;
using VoiceOps.Voice;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.History;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Providers.Cerebras;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Repricing;
using VoiceOps.Voice.TieOut;
using VoiceOps.Web.Hosting;
using VoiceOps.Web.Hosting.Verbs;
using VoiceOps.Web.Personas;
using VoiceOps.Web.Shared;

ProcessCulture.Settle();
OwnFiles.Settle();
var commandLine = CommandLine.Parse(args);
if (commandLine.Answer(Console.Out, Console.Error) is { } exitCode)
{
    return exitCode;
}

try
{
    var root = AppRoot.Find(AppContext.BaseDirectory);
    var builder = root.CreateBuilder(commandLine);
    await using var demo = await builder.StartDemoAsync(root);
    builder.AddHosting(root, commandLine);
    builder.Services
        .AddVoiceOpsData(builder.Configuration)
        .AddLedger(builder.Configuration)
        .AddPricing(builder.Configuration)
        .AddPersonas()
        .AddTwilio(builder.Configuration)
        .AddDeepgram(builder.Configuration)
        .AddElevenLabs(builder.Configuration)
        .AddCerebras(builder.Configuration)
        .AddCalls(builder.Configuration)
        .AddReconciliation(builder.Configuration)
        .AddReporting(builder.Configuration)
        .AddRepricing()
        .AddHistory()
        .AddCredits()
        .AddTieOut()
        .AddPages();
    if (demo is not null)
    {
        builder.Services.AddDemo(demo);
    }

    var app = builder.Build();
    if (commandLine.Verb is not null)
    {
        return await app.RunVerbAsync(commandLine);
    }

    app.UseHosting();
    app.UseWebSockets();
    app.MapPages();
    app.MapVoicePreviews();
    app.MapTestCalls();
    app.MapHealth();
    app.MapMetrics();
    app.MapCalls();

    await app.RunCheckedAsync();
    return 0;
}
catch (Exception exception) when (exception is not HostAbortedException)
{
    return StartupFailure.Report(exception, Console.Error);
}

public partial class Program;
