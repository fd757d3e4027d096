namespace VoiceOps.Voice.Reconciliation;

public sealed class ReconciliationOptions
{
    public const string Section = "Reconciliation";

    /// <summary>How often calls' prices are asked for.</summary>
    public TimeSpan PricesEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the figures of days are asked for.</summary>
    public TimeSpan DaysEvery { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan BalancesEvery { get; set; } = TimeSpan.FromMinutes(10);

    public ServiceTolerances Tolerances { get; init; } = new();

    /// <summary>Warned of when what is left lasts for fewer days than this at the present use.</summary>
    public decimal WarnDaysLeft { get; set; } = 7;

    /// <summary>Warned of when this is left of a quota, in percent.</summary>
    public decimal WarnPercentLeft { get; set; } = 10;

    /// <summary>Warned of when a balance is below this.</summary>
    public decimal WarnDollarsLeft { get; set; } = 10;
}
