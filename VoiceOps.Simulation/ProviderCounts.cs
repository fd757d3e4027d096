using VoiceOps.Voice.Usage;

namespace VoiceOps.Simulation;

/// <summary>A simulated provider's own exact count of what was used, to hold the ledger against.</summary>
public sealed class ProviderCounts(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Connection, string Handle, string Operation, string? Model), (DateTime At, decimal Amount)> _amounts = [];

    public IReadOnlyList<ProviderUse> Read()
    {
        lock (_gate)
        {
            return [.. _amounts.Select(pair => new ProviderUse
            {
                Connection = pair.Key.Connection,
                Handle = pair.Key.Handle,
                Operation = pair.Key.Operation,
                Model = pair.Key.Model,
                At = pair.Value.At,
                Amount = pair.Value.Amount,
            })];
        }
    }

    public decimal Total(string operation) => Read().Where(use => use.Operation == operation).Sum(use => use.Amount);

    public decimal Of(string handle, string operation) =>
        Read().Where(use => use.Handle == handle && use.Operation == operation).Sum(use => use.Amount);

    internal void Add(int connection, string handle, string operation, string? model, decimal amount) =>
        Add(connection, handle, operation, model, amount, time.GetUtcTime());

    /// <summary>The same for a time in the past.</summary>
    internal void Add(int connection, string handle, string operation, string? model, decimal amount, DateTime at)
    {
        lock (_gate)
        {
            var key = (connection, handle, operation, model);
            var sum = _amounts.GetValueOrDefault(key, (At: at, Amount: 0));
            _amounts[key] = sum with { Amount = sum.Amount + amount };
        }
    }
}
