using System.CommandLine;

namespace VoiceOps.Benchmarks.Load;

/// <summary>The options of <c>callers</c>.</summary>
internal sealed class LoadArguments
{
    private readonly Option<Uri> _target = CommandOptions.Server("--target", "the server to call");
    private readonly Option<int> _calls = CommandOptions.Number("--calls", 1, LoadOptions.MostCalls, "calls at a time");
    private readonly Option<int> _watch = CommandOptions.Number("--watch", 1, int.MaxValue, "the server's process id: tells its processor time and memory");
    private readonly Option<decimal> _ramp = CommandOptions.Number("--ramp", 0m, 3_600, "seconds from the first call's start to the last one's");
    private readonly Option<decimal> _warmup = CommandOptions.Number("--warmup", 0m, 3_600, "seconds after that before anything is measured");
    private readonly Option<decimal> _duration = CommandOptions.Number("--duration", 1m, 86_400, "seconds that are measured");
    private readonly Option<decimal> _callLength = CommandOptions.Number("--call-length", 1m, 86_400, "seconds after which a phone places its next call");
    private readonly Option<decimal> _replyDelay = CommandOptions.Number("--reply-delay", 0.1m, 60, "seconds of silence before a caller answers");
    private readonly Option<double> _interruptions = CommandOptions.Number("--interruptions", 0d, 1, "the share of sentences that are said over the agent");
    private readonly Option<int> _seed = CommandOptions.Number("--seed", 0, int.MaxValue, "another seed makes other calls");

    public LoadArguments() => _target.Required = _calls.Required = true;

    public IEnumerable<Option> Options => [_target, _calls, _watch, _ramp, _warmup, _duration, _callLength, _replyDelay, _interruptions, _seed];

    public LoadOptions Read(ParseResult parsed, Uri transcription)
    {
        var options = new LoadOptions
        {
            Target = parsed.GetRequiredValue(_target),
            Transcription = transcription,
            Calls = parsed.GetRequiredValue(_calls),
        };
        return options with
        {
            Ramp = Seconds(_ramp) ?? options.Ramp,
            Warmup = Seconds(_warmup) ?? options.Warmup,
            Duration = Seconds(_duration) ?? options.Duration,
            CallLength = Seconds(_callLength),
            ReplyDelay = Seconds(_replyDelay) ?? options.ReplyDelay,
            InterruptionRate = Given(_interruptions) ?? options.InterruptionRate,
            Seed = Given(_seed) ?? options.Seed,
            HostProcess = Given(_watch),
        };

        T? Given<T>(Option<T> option)
            where T : struct => parsed.GetResult(option) is null ? null : parsed.GetRequiredValue(option);

        TimeSpan? Seconds(Option<decimal> option) => Given(option) is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null;
    }
}
