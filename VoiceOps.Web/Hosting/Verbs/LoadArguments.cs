using System.Globalization;
using VoiceOps.Simulation.Load;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>The options of <c>callers</c>, and what is wrong with them.</summary>
internal static class LoadArguments
{
    public static IReadOnlyList<string> Options { get; } =
        ["--target", "--calls", "--ramp", "--warmup", "--duration", "--call-length", "--reply-delay", "--interruptions", "--seed", "--watch"];

    public static string? Problem(VerbArguments arguments)
    {
        if (arguments.Value("--target") is null || arguments.Value("--calls") is null)
        {
            return "--target and --calls are needed.";
        }

        string?[] problems =
        [
            AddressProblem("--target", arguments.Value("--target")),
            NumberProblem(arguments, "--calls", 1, CommandLine.MostCallers),
            NumberProblem(arguments, "--ramp", 0, 3_600),
            NumberProblem(arguments, "--warmup", 0, 3_600),
            NumberProblem(arguments, "--duration", 1, 86_400),
            NumberProblem(arguments, "--call-length", 1, 86_400),
            NumberProblem(arguments, "--reply-delay", 0.1m, 60),
            NumberProblem(arguments, "--interruptions", 0, 1),
            NumberProblem(arguments, "--seed", 0, int.MaxValue),
            NumberProblem(arguments, "--watch", 1, int.MaxValue),
        ];
        return Array.Find(problems, problem => problem is not null);
    }

    /// <summary>What is said, spoken and paid in a load test is made up, but keys are sent with it: plain text stays on this machine.</summary>
    public static string? AddressProblem(string option, string? address) =>
        address is null || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { IsLoopback: true, Scheme: "http", PathAndQuery: "/" })
            ? null
            : $"{option} needs a server on this machine, such as http://127.0.0.1:5080; it has \"{address}\".";

    public static LoadOptions Read(VerbArguments arguments, Uri transcription)
    {
        var options = new LoadOptions
        {
            Target = new Uri(arguments.Value("--target")!),
            Transcription = transcription,
            Calls = (int)Number(arguments, "--calls")!.Value,
        };
        return options with
        {
            Ramp = Seconds(arguments, "--ramp") ?? options.Ramp,
            Warmup = Seconds(arguments, "--warmup") ?? options.Warmup,
            Duration = Seconds(arguments, "--duration") ?? options.Duration,
            CallLength = Seconds(arguments, "--call-length"),
            ReplyDelay = Seconds(arguments, "--reply-delay") ?? options.ReplyDelay,
            InterruptionRate = (double?)Number(arguments, "--interruptions") ?? options.InterruptionRate,
            Seed = (int?)Number(arguments, "--seed") ?? options.Seed,
            HostProcess = (int?)Number(arguments, "--watch"),
        };
    }

    private static string? NumberProblem(VerbArguments arguments, string option, decimal least, decimal most) =>
        arguments.Value(option) is { } text && !(TryNumber(text, out var number) && number >= least && number <= most)
            ? string.Create(CultureInfo.InvariantCulture, $"{option} needs a number from {least} to {most}; it has \"{text}\".")
            : null;

    private static TimeSpan? Seconds(VerbArguments arguments, string option) =>
        Number(arguments, option) is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null;

    private static decimal? Number(VerbArguments arguments, string option) =>
        arguments.Value(option) is { } text && TryNumber(text, out var number) ? number : null;

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
