using System.Net;
using Microsoft.Extensions.Options;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Load;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>
/// Simulated callers in a process of their own, with the phone network that they are on. It is given the settings of the server it calls:
/// by Twilio's it signs, at Twilio's address it answers, and at Deepgram's it asks what the simulated transcription saw.
/// </summary>
internal sealed class CallersVerb : Verb
{
    private const string Remedy = "Give it the settings that \"simulators\" printed, as the server has them.";
    private static readonly TimeSpan ServerStartsWithin = TimeSpan.FromMinutes(2);

    public override string Name => "callers";

    public override string Usage => """
        callers --target URL --calls N [--watch PID] [--ramp S] [--warmup S] [--duration S] [--call-length S]
              [--reply-delay S] [--interruptions SHARE] [--seed N]
        """;

    public override string Summary => "calls a server on this machine and measures it: latencies, late frames, and the processor time and memory of PID";

    public override IReadOnlyList<string> Options => LoadArguments.Options;

    public override string? Problem(VerbArguments arguments) => LoadArguments.Problem(arguments);

    public override async Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken)
    {
        var twilio = run.Services.GetRequiredService<IOptions<TwilioOptions>>().Value;
        var network = Loopback("Twilio:ApiBaseUrl", twilio.ApiBaseUrl);
        var transcription = Loopback("Deepgram:BaseUrl", run.Services.GetRequiredService<IOptions<DeepgramOptions>>().Value.BaseUrl);
        if (twilio is not { AccountSid: { } accountSid, AuthToken: { } authToken })
        {
            throw new StartupException($"callers needs Twilio:AccountSid and Twilio:AuthToken. {Remedy}");
        }

        var options = LoadArguments.Read(run.Arguments, transcription);
        await using var simulators = new Simulators(TimeProvider.System, keys: new SimulatorKeys { AccountSid = accountSid, AuthToken = authToken });
        await simulators.Twilio.StartAsync(cancellationToken, network.Port);
        await WaitForServerAsync(options.Target, cancellationToken);
        var report = await MeasureAsync(new LoadTest(options, simulators, TimeProvider.System), transcription, run, cancellationToken);
        foreach (var line in report.Lines())
        {
            run.Output.WriteLine(line);
        }

        return report.IsComplete ? 0 : 1;
    }

    private static async Task<LoadReport> MeasureAsync(LoadTest test, Uri transcription, VerbRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await test.RunAsync(run.Error.WriteLine, cancellationToken);
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
