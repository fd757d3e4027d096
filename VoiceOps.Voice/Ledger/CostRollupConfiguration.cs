using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Ledger;

internal sealed class CostRollupConfiguration : IEntityTypeConfiguration<CostRollup>
{
    public void Configure(EntityTypeBuilder<CostRollup> builder)
    {
        builder.ToTable("cost_rollups");
        builder.HasKey(row => new { row.QuarterStart, row.Service, row.Operation, row.Model, row.Basis, row.PricingSource });
        // With the sums in it a bucket of a key is one walk through neighbors, in the index alone.
        builder.HasIndex(row => new { row.Service, row.Operation, row.Model, row.Basis, row.QuarterStart, row.UsageMicros, row.CostNanos, row.UnpricedCount })
            .HasDatabaseName("IX_cost_rollups_sums");
    }
}
