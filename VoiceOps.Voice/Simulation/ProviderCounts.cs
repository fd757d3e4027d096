namespace VoiceOps.Voice.Simulation;

/// <summary>A simulated provider's own exact count of what was used, to hold the ledger against.</summary>
public sealed class ProviderCounts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Connection, string Handle, string Operation, string? Model), decimal> _amounts = [];

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
                Amount = pair.Value,
            })];
        }
    }

    public decimal Total(string operation) => Read().Where(use => use.Operation == operation).Sum(use => use.Amount);

    public decimal Of(string handle, string operation) =>
        Read().Where(use => use.Handle == handle && use.Operation == operation).Sum(use => use.Amount);

    internal void Add(int connection, string handle, string operation, string? model, decimal amount)
    {
        lock (_gate)
        {
            var key = (connection, handle, operation, model);
            _amounts[key] = _amounts.GetValueOrDefault(key) + amount;
        }
    }
}
