using System.Text.RegularExpressions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Accounts;

/// <summary>All of an account that people decide.</summary>
public sealed partial record AccountTerms
{
    public required string Name { get; init; }

    /// <summary>Dollars a minute.</summary>
    public required decimal PricePerMinute { get; init; }

    public required int BillingIncrementSeconds { get; init; }

    public bool IsPrepaid { get; init; }

    /// <summary>The most that may be owed by one that talks on account; null for no limit.</summary>
    public Money? CreditLimit { get; init; }

    public bool IsBlocked { get; init; }

    public bool SettlesReceivable { get; init; } = true;

    public string Notes { get; init; } = "";

    /// <summary>Its callers' numbers, E.164.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>What cannot be, in words, or null.</summary>
    public string? Problem =>
        Name.Trim() is not { Length: > 0 and <= AccountWriter.LongestName } ? $"A name of 1 to {AccountWriter.LongestName} characters."
        : PricePerMinute is < 0 or > Account.HighestPrice ? $"A price from $0 to ${Account.HighestPrice} a minute."
        : BillingIncrementSeconds is not (1 or 6 or 60) ? "Billed in steps of 1, 6 or 60 seconds."
        : CreditLimit?.Nanos < 0 ? "What may be owed cannot be negative."
        : Notes.Length > AccountWriter.LongestNotes ? $"Notes of {AccountWriter.LongestNotes} characters at most."
        : Numbers.FirstOrDefault(number => !CallerNumber.IsKnown(number) || !E164().IsMatch(number)) is { } wrong
            ? $"\"{wrong}\" is not a number such as +14155550123."
        : null;

    /// <summary>As an account stands.</summary>
    public static AccountTerms Of(Account account, IReadOnlyList<string> numbers) => new()
    {
        Name = account.Name,
        PricePerMinute = account.PricePerMinute,
        BillingIncrementSeconds = account.BillingIncrementSeconds,
        IsPrepaid = account.IsPrepaid,
        CreditLimit = account.CreditLimitNanos is { } limit ? new Money(limit) : null,
        IsBlocked = account.IsBlocked,
        SettlesReceivable = account.SettlesReceivable,
        Notes = account.Notes,
        Numbers = numbers,
    };

    /// <summary>What is different, each in a few words.</summary>
    public IReadOnlyList<string> DifferencesFrom(AccountTerms before)
    {
        var differences = new List<string>();
        Add(Name.Trim() != before.Name, $"name {before.Name} → {Name.Trim()}");
        Add(PricePerMinute != before.PricePerMinute, FormattableString.Invariant($"price {before.PricePerMinute} → {PricePerMinute} a minute"));
        Add(BillingIncrementSeconds != before.BillingIncrementSeconds, FormattableString.Invariant($"steps {before.BillingIncrementSeconds} → {BillingIncrementSeconds} s"));
        Add(IsPrepaid != before.IsPrepaid, IsPrepaid ? "prepaid" : "on account");
        Add(CreditLimit != before.CreditLimit, $"may owe {(CreditLimit is { } limit ? $"${limit}" : "any amount")}");
        Add(IsBlocked != before.IsBlocked, IsBlocked ? "blocked" : "no longer blocked");
        Add(SettlesReceivable != before.SettlesReceivable, SettlesReceivable ? "payments settle what is owed first" : "payments buy credit whatever is owed");
        Add(Notes.Trim() != before.Notes, "notes");
        differences.AddRange(Numbers.Except(before.Numbers).Select(number => $"number {number} added"));
        differences.AddRange(before.Numbers.Except(Numbers).Select(number => $"number {number} taken away"));
        return differences;

        void Add(bool isDifferent, string what)
        {
            if (isDifferent)
            {
                differences.Add(what);
            }
        }
    }

    internal void WriteTo(Account account)
    {
        (account.Name, account.PricePerMinute, account.BillingIncrementSeconds) = (Name.Trim(), PricePerMinute, BillingIncrementSeconds);
        (account.IsPrepaid, account.CreditLimitNanos, account.IsBlocked) = (IsPrepaid, IsPrepaid ? null : CreditLimit?.Nanos, IsBlocked);
        (account.SettlesReceivable, account.Notes) = (SettlesReceivable, Notes.Trim());
    }

    [GeneratedRegex(@"^\+[1-9][0-9]{5,14}$")]
    private static partial Regex E164();
}
