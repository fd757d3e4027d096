using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Reconciliation.Days;

internal sealed class ProviderDayConfiguration : IEntityTypeConfiguration<ProviderDay>
{
    public void Configure(EntityTypeBuilder<ProviderDay> builder)
    {
        builder.ToTable("provider_days");
        builder.HasKey(row => new { row.Day, row.Service, row.Category });
    }
}
