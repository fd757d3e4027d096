using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace VoiceOps.Tests.Conversation.Virtual;

/// <summary>
/// Time that moves in steps of one audio frame, and only while everything waits: after each step the program runs until no thread of the pool
/// has anything left to do. So a conversation of half a minute takes a fraction of a second, and is the same every time.
/// </summary>
internal sealed class VirtualTime : FakeTimeProvider
{
    public static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Threads that are busy all the time, this one among them, are not waited for.
    private readonly int _alwaysBusy = Enumerable.Range(0, 200).Min(_ =>
    {
        Thread.Yield();
        return Busy();
    });

    /// <summary>What happens at each step, before the program is let run.</summary>
    public event Action? Ticked;

    public TimeSpan Now => GetUtcNow() - Start;

    public void Run(TimeSpan duration)
    {
        for (var end = Now + duration; Now < end;)
        {
            Tick();
        }
    }

    /// <summary>Runs until this is true, for a virtual minute at most.</summary>
    public void RunUntil(Func<bool> isTrue, string what)
    {
        for (var end = Now + TimeSpan.FromMinutes(1); !isTrue();)
        {
            Assert.True(Now < end, $"Never true: {what}");
            Tick();
        }
    }

    /// <summary>Lets everything run that can without time moving on.</summary>
    public void Settle()
    {
        var started = System.GetTimestamp();
        for (var quiet = 0; quiet < 3;)
        {
            quiet = ThreadPool.PendingWorkItemCount == 0 && Busy() <= _alwaysBusy ? quiet + 1 : 0;
            Thread.Yield();
            Assert.True(System.GetElapsedTime(started) < Patience, "The program never comes to rest.");
        }
    }

    private void Tick()
    {
        Ticked?.Invoke();
        Settle();
        Advance(Frame);
        Settle();
    }

    private static int Busy()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return most - available;
    }
}
