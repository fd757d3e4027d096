using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Metering.Ledger;

internal sealed class CostRollupConfiguration : IEntityTypeConfiguration<CostRollup>
{
    public void Configure(EntityTypeBuilder<CostRollup> builder)
    {
        builder.ToTable("cost_rollups");
        builder.HasKey(row => new { row.QuarterStart, row.Service, row.Operation, row.Model, row.Basis, row.PricingSource });
    }
}
