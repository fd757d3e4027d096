using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Web.Hosting;

var commandLine = CommandLine.Parse(args);
if (commandLine.Answer(Console.Out, Console.Error) is { } exitCode)
{
    return exitCode;
}

try
{
    var root = AppRoot.Find(AppContext.BaseDirectory);
    var builder = root.CreateBuilder(commandLine);
    builder.AddHosting(root);
    builder.Services
        .AddVoiceOpsData(builder.Configuration)
        .AddMetering(builder.Configuration)
        .AddPricing(builder.Configuration);

    var app = builder.Build();
    app.UseHosting();
    app.MapStaticAssets();
    app.MapHealth();
    app.MapMetrics();

    await app.RunCheckedAsync();
    return 0;
}
catch (Exception exception) when (exception is not HostAbortedException)
{
    return StartupFailure.Report(exception, Console.Error);
}

public partial class Program;
