using System.Net;
using VoiceOps.Simulation;

namespace VoiceOps.Benchmarks.Load;

/// <summary>
/// Has the simulated providers refuse now and then: the same in every run with the same seed, but for whose connection it is. Only refusals,
/// because what is under way on a connection that breaks is counted by one side and not by the other.
/// </summary>
internal sealed class LoadFaults(Simulators simulators, TimeSpan interval, int seed, TimeProvider time)
{
    private static readonly HttpStatusCode[] Refusals =
        [HttpStatusCode.Unauthorized, HttpStatusCode.PaymentRequired, HttpStatusCode.TooManyRequests, HttpStatusCode.InternalServerError];

    private readonly Random _random = new(seed);

    public int Count { get; private set; }

    /// <summary>Until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        SimulatorServer[] providers = [simulators.Deepgram, simulators.ElevenLabs, simulators.Cerebras];
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(interval * (0.5 + _random.NextDouble()), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested)
            {
                providers[_random.Next(providers.Length)].Faults.Next(SimulatorFault.Refuse(Refusals[_random.Next(Refusals.Length)]));
                Count++;
            }
        }
    }
}
