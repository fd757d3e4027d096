using System.Threading.Channels;
using VoiceOps.Tests.Fakes;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Tests.Web.Shared.Live;

/// <summary>Somebody who watches a number, and writes down what comes.</summary>
internal sealed class Watcher
{
    private readonly Channel<int> _numbers = Channel.CreateUnbounded<int>();
    private readonly Channel<Exception> _errors = Channel.CreateUnbounded<Exception>();
    private int _running;

    /// <summary>Callbacks last until it is open.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Thrown by every callback.</summary>
    public Exception? Failure { get; init; }

    public int MostAtOnce { get; private set; }

    public int Waiting => _numbers.Reader.Count;

    public IDisposable Watch(LiveReading<int> reading) => reading.Subscribe(Here, TakeAsync, TakeErrorAsync);

    public IDisposable WatchWithoutErrors(LiveReading<int> reading) => reading.Subscribe(Here, TakeAsync);

    public IDisposable Watch(LiveReadings<string, int> readings, string key) =>
        readings.Subscribe(key, Here, number => _numbers.Writer.TryWrite(number), exception => _errors.Writer.TryWrite(exception));

    public Task<int> NextAsync() => _numbers.Reader.ReadAsync().AsTask().InTimeAsync("a number");

    public Task<Exception> NextErrorAsync() => _errors.Reader.ReadAsync().AsTask().InTimeAsync("an error");

    public static Task Here(Func<Task> callback) => callback();

    private async Task TakeAsync(int number)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        _numbers.Writer.TryWrite(number);
        await (Gate?.Task ?? Task.CompletedTask);
        Interlocked.Decrement(ref _running);
        if (Failure is not null)
        {
            throw Failure;
        }
    }

    private Task TakeErrorAsync(Exception exception)
    {
        _errors.Writer.TryWrite(exception);
        return Task.CompletedTask;
    }
}
