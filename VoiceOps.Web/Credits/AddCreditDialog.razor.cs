using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Credits;

/// <summary>Adds a lot: bought, or given.</summary>
public sealed partial class AddCreditDialog
{
    private const int SecondsPerMinute = 60;

    private string _kind = LotKind.Purchase;
    private string? _dollars;
    private string? _minutes;
    private DateTime? _lastDay;
    private CreditAnswer? _preview;
    private string? _proposed;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    private string MinutesHelp => Line!.Account.PricePerMinute > 0 ? $"{Figures.Rate(Line.Account.PricePerMinute)} a minute" : "";

    // As many minutes as the money buys at the account's price, until somebody writes another number.
    private Task PriceAsync()
    {
        if (ExactNumber.ReadDollars(_dollars, out _) is > 0 and var dollars && Line!.Account.PricePerMinute is > 0 and var price
            && (string.IsNullOrWhiteSpace(_minutes) || _minutes == _proposed))
        {
            _proposed = _minutes = TalkTime.Write((long)decimal.Truncate(Math.Min(dollars / price * SecondsPerMinute, NewCredit.MostSeconds)));
        }

        return PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        Refusal = null;
        if (string.IsNullOrWhiteSpace(_minutes) || (_kind == LotKind.Purchase && string.IsNullOrWhiteSpace(_dollars)))
        {
            _preview = null;
            return;
        }

        var (credit, problem) = Read();
        _preview = credit is null ? new CreditAnswer { Problem = problem } : await Desk.PreviewAddAsync(credit, CancellationToken.None);
    }

    private (NewCredit? Credit, string? Problem) Read()
    {
        if (TalkTime.Read(_minutes, out var wrong) is not { } seconds)
        {
            return (null, $"Minutes: {wrong}.");
        }

        var dollars = 0m;
        if (_kind == LotKind.Purchase)
        {
            if (ExactNumber.ReadDollars(_dollars, out var problem) is not { } paid)
            {
                return (null, $"Paid: {problem}.");
            }

            if (decimal.Round(paid, 2) != paid)
            {
                return (null, "Paid: whole cents.");
            }

            dollars = paid;
        }

        return Math.Abs(dollars) > NewCredit.MostValue.Dollars ? (null, "Paid: that is surely a slip.") : (new NewCredit
        {
            AccountId = Line!.Account.Id,
            Kind = _kind,
            Seconds = seconds,
            Value = Money.FromDollars(dollars),
            // Until the last day's end, by the days that the reports count in.
            ExpiresAt = _lastDay is { } day ? LocalDay.Start(DateOnly.FromDateTime(day).AddDays(1), Clock.Zone) : null,
        }, null);
    }

    private Task Save() => SaveAsync(async () =>
    {
        var (credit, problem) = Read();
        if (credit is null)
        {
            return (problem, "", null);
        }

        var answer = await Desk.AddAsync(credit, Signature, Key, CancellationToken.None);
        return (answer.Problem, $"{Line!.Account.Name} has {CreditWords.Minutes(answer.Effect?.Seconds ?? 0)} more.", answer.LotId);
    });
}
