using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Configuration;
using VoiceOps.Simulation;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Web.Hosting;

namespace VoiceOps.Benchmarks.Load;

/// <summary>
/// Simulated callers in a process of their own, with the phone network that they are on. It is given the settings of the server it calls:
/// by Twilio's it signs, at Twilio's address it answers, and at Deepgram's it asks what the simulated transcription saw.
/// </summary>
internal static class CallersCommand
{
    private const string Remedy = "Give it the settings that \"simulators\" printed, as the server has them.";
    private static readonly TimeSpan ServerStartsWithin = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var arguments = new LoadArguments();
        var command = new Command("callers", "Calls a server on this machine and measures it: latencies, late frames, processor time and memory.");
        foreach (var option in arguments.Options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(arguments, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LoadArguments arguments, ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(AppRoot.Find(AppContext.BaseDirectory).SettingsFile).AddEnvironmentVariables().Build();
        var twilio = settings.GetSection(TwilioOptions.Section).Get<TwilioOptions>() ?? new();
        var deepgram = settings.GetSection(DeepgramOptions.Section).Get<DeepgramOptions>() ?? new();
        var network = Loopback("Twilio:ApiBaseUrl", twilio.ApiBaseUrl);
        var transcription = Loopback("Deepgram:BaseUrl", deepgram.BaseUrl);
        if (twilio is not { AccountSid: { } accountSid, AuthToken: { } authToken })
        {
            throw new StartupException($"callers needs Twilio:AccountSid and Twilio:AuthToken. {Remedy}");
        }

        var (options, output) = (arguments.Read(parsed, transcription), parsed.InvocationConfiguration);
        await using var simulators = new Simulators(TimeProvider.System, keys: new SimulatorKeys { AccountSid = accountSid, AuthToken = authToken });
        await simulators.Twilio.StartAsync(cancellationToken, network.Port);
        await WaitForServerAsync(options.Target, cancellationToken);
        var report = await MeasureAsync(new LoadTest(options, simulators, TimeProvider.System), transcription, output.Error, cancellationToken);
        foreach (var line in report.Lines())
        {
            output.Output.WriteLine(line);
        }

        return report.IsComplete ? 0 : 1;
    }

    private static async Task<LoadReport> MeasureAsync(LoadTest test, Uri transcription, TextWriter progress, CancellationToken cancellationToken)
    {
        try
        {
            return await test.RunAsync(progress.WriteLine, cancellationToken);
        }
        catch (HttpRequestException)
        {
            throw new StartupException($"There are no simulators at {transcription}, the address of Deepgram:BaseUrl. Start \"simulators\" first.");
        }
    }

    /// <summary>The address as http, which the simulators' websocket addresses are too.</summary>
    private static Uri Loopback(string key, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { IsLoopback: true, Scheme: "http" or "ws" }
            ? new UriBuilder(uri) { Scheme = Uri.UriSchemeHttp }.Uri
            : throw new StartupException($"callers calls a server with simulated providers, and {key} is {address}. {Remedy}");

    private static async Task WaitForServerAsync(Uri target, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = target };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ServerStartsWithin);
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("health/ready", patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It is not listening yet.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new StartupException($"The server at {target} was not ready within {ServerStartsWithin.TotalMinutes:0} minutes: see {target}health/ready.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }
}
