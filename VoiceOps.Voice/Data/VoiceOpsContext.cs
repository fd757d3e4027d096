using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Reconciliation.Invoices;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Data;

/// <summary>The store. Table and column names are those of the contract; nothing here is SQLite's alone.</summary>
public sealed partial class VoiceOpsContext(DbContextOptions<VoiceOpsContext> options) : DbContext(options)
{
    public DbSet<Call> Calls => Set<Call>();

    /// <summary><see cref="Calls"/> are the business's; these are all, designers' test calls too.</summary>
    public IQueryable<Call> CallsAndTests => Calls.IgnoreQueryFilters();

    public DbSet<CallTurn> CallTurns => Set<CallTurn>();

    public DbSet<UsageEvent> UsageEvents => Set<UsageEvent>();

    /// <summary><see cref="UsageEvents"/> are the business's; these are all, those of test calls too.</summary>
    public IQueryable<UsageEvent> UsageEventsAndTests => UsageEvents.IgnoreQueryFilters();

    public DbSet<MeterCheckpoint> MeterCheckpoints => Set<MeterCheckpoint>();

    public DbSet<CostRollup> CostRollups => Set<CostRollup>();

    public DbSet<HourlyCost> HourlyCosts => Set<HourlyCost>();

    public DbSet<CallRollup> CallRollups => Set<CallRollup>();

    public DbSet<CallTotal> CallTotals => Set<CallTotal>();

    public DbSet<LedgerBalance> LedgerBalances => Set<LedgerBalance>();

    public DbSet<Rate> Rates => Set<Rate>();

    public DbSet<RateChange> RateChanges => Set<RateChange>();

    public DbSet<CatalogModel> CatalogModels => Set<CatalogModel>();

    public DbSet<AudioModel> AudioModels => Set<AudioModel>();

    public DbSet<Persona> Personas => Set<Persona>();

    public DbSet<PersonaVersion> PersonaVersions => Set<PersonaVersion>();

    public DbSet<PersonaNumber> PersonaNumbers => Set<PersonaNumber>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<AccountChange> AccountChanges => Set<AccountChange>();

    public DbSet<AccountNumber> AccountNumbers => Set<AccountNumber>();

    public DbSet<CreditLot> CreditLots => Set<CreditLot>();

    public DbSet<CreditDraw> CreditDraws => Set<CreditDraw>();

    public DbSet<LotRemoval> LotRemovals => Set<LotRemoval>();

    public DbSet<LedgerTransaction> LedgerTransactions => Set<LedgerTransaction>();

    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();

    public DbSet<ProviderPrice> ProviderPrices => Set<ProviderPrice>();

    public DbSet<ProviderDay> ProviderDays => Set<ProviderDay>();

    public DbSet<ProviderInvoice> ProviderInvoices => Set<ProviderInvoice>();

    public DbSet<InvoiceChange> InvoiceChanges => Set<InvoiceChange>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(VoiceOpsContext).Assembly);

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name));
            ApplyStorageRules(property);
        }
    }

    private void ApplyStorageRules(IMutableProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type == typeof(DateTime))
        {
            property.SetValueConverter(Database.IsSqlite() ? new UtcTextConverter() : new UtcConverter());
        }
        else if (Database.IsSqlite() && property is { DeclaringType.ClrType: var owner, Name: nameof(Rate.UnitPrice) or nameof(Account.PricePerMinute) }
            && (owner == typeof(Rate) || owner == typeof(Account)))
        {
            property.SetValueConverter(new PriceTextConverter());
        }
    }

    private static string SnakeCase(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
