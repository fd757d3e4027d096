using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Credits.Accounts;

/// <summary>One account as the list has it.</summary>
public sealed record AccountLine
{
    private const decimal LowDays = 3;

    public required Account Account { get; init; }

    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>What its lots have left.</summary>
    public required long SecondsLeft { get; init; }

    public required Money Liability { get; init; }

    public required Money Receivable { get; init; }

    /// <summary>Billed seconds of the last seven days.</summary>
    public required long SecondsOfWeek { get; init; }

    /// <summary>Of calls that began in the last 30 days.</summary>
    public required Money Revenue { get; init; }

    public required Money Cost { get; init; }

    public required long UnpricedRows { get; init; }

    public required long Calls { get; init; }

    /// <summary>At the pace of the last seven days; null without credit or without talk.</summary>
    public decimal? DaysLeft => SecondsLeft == 0 || SecondsOfWeek <= 0 ? null : (decimal)SecondsLeft * 7 / SecondsOfWeek;

    public Money Profit => Revenue - Cost;

    /// <summary>0.5 for 50 %; null without revenue.</summary>
    public decimal? Margin => Revenue.Nanos == 0 ? null : (decimal)Profit.Nanos / Revenue.Nanos;

    public AccountState State => this switch
    {
        { Account.IsBlocked: true } => AccountState.Blocked,
        { Receivable.Nanos: > 0, SecondsLeft: 0 } => AccountState.InTheRed,
        { SecondsLeft: 0, Account.IsPrepaid: true } => AccountState.Out,
        { SecondsLeft: 0 } => AccountState.OnAccount,
        { DaysLeft: < LowDays } => AccountState.Low,
        _ => AccountState.InCredit,
    };
}
