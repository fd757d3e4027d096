using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Ledger;

internal sealed class HourlyCostConfiguration : IEntityTypeConfiguration<HourlyCost>
{
    public void Configure(EntityTypeBuilder<HourlyCost> builder)
    {
        builder.ToTable("hourly_costs");
        builder.HasKey(row => new { row.HourStart, row.Service, row.Operation, row.Model, row.Basis });
        // With the sums in it a bucket of a key is one walk through neighbors, in the index alone.
        builder.HasIndex(row => new { row.Service, row.Operation, row.Model, row.Basis, row.HourStart, row.UsageMicros, row.CostNanos, row.UnpricedCount })
            .HasDatabaseName("IX_hourly_costs_sums");
    }
}
