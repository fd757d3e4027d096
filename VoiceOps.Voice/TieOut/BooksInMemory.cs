using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.TieOut;

/// <summary>Empty books in memory, gone when disposed. Rows need not have their calls there.</summary>
internal sealed class BooksInMemory : IDbContextFactory<VoiceOpsContext>, IAsyncDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:;Foreign Keys=False");
    private readonly DbContextOptions<VoiceOpsContext> _options;

    private BooksInMemory() => _options = new DbContextOptionsBuilder<VoiceOpsContext>().UseSqlite(_connection).Options;

    public static async Task<BooksInMemory> OpenAsync(CancellationToken cancellationToken)
    {
        var books = new BooksInMemory();
        await books._connection.OpenAsync(cancellationToken);
        await using var context = books.CreateDbContext();
        await context.Database.EnsureCreatedAsync(cancellationToken);
        return books;
    }

    public VoiceOpsContext CreateDbContext() => new(_options);

    /// <summary>Every row and every rollup, a line each, without the ids that follow from the order of writing.</summary>
    public async Task<IReadOnlyList<string>> DescribeAsync(CancellationToken cancellationToken)
    {
        await using var context = CreateDbContext();
        var rows = await context.UsageEvents.AsNoTracking().OrderBy(row => row.EventKey).ToListAsync(cancellationToken);
        var movements = await context.LedgerTransactions.AsNoTracking().Include(row => row.Entries).OrderBy(row => row.TransactionKey).ToListAsync(cancellationToken);
        var costs = await context.CostRollups.AsNoTracking().ToListAsync(cancellationToken);
        var hours = await context.HourlyCosts.AsNoTracking().ToListAsync(cancellationToken);
        var calls = await context.CallRollups.AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            $"{rows.Count} usage rows, {movements.Count} transactions, {movements.Sum(row => row.Entries.Count)} entries",
            .. rows.Select(row => $"{row.EventKey}: {row.UsageMicros} for {row.CostNanos}"),
            .. movements.Select(row => $"{row.TransactionKey}: {row.TalkSeconds} s, {string.Join(' ', row.Entries.OrderBy(entry => entry.LedgerAccount).Select(entry => $"{entry.LedgerAccount} {entry.AmountNanos}"))}"),
            .. costs.Select(row => $"{row.QuarterStart:O} {row.Service}/{row.Operation}/{row.Model} {row.Basis} {row.PricingSource}: {row.UsageMicros} for {row.CostNanos} in {row.EventCount}, {row.UnpricedCount} unpriced"),
            .. hours.Select(row => $"{row.HourStart:O} {row.Service}/{row.Operation}/{row.Model} {row.Basis}, whole hour: {row.UsageMicros} for {row.CostNanos}, {row.UnpricedCount} unpriced"),
            .. calls.Select(row => $"{row.QuarterStart:O}: {row.TalkSeconds} s for {row.RevenueNanos}"),
        ];
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
