namespace VoiceOps.Voice.Reporting;

/// <summary>What a rollup sums, whenever it was used.</summary>
/// <param name="Service">One of <see cref="Metering.ServiceNames"/>.</param>
/// <param name="Operation">What the service did.</param>
/// <param name="Model">Empty where the provider has no model.</param>
/// <param name="Basis">How sure the cost is.</param>
internal sealed record RollupKey(string Service, string Operation, string Model, string Basis);
