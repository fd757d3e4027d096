using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Pricing.Versions;

internal sealed class RateChangeConfiguration : IEntityTypeConfiguration<RateChange>
{
    public void Configure(EntityTypeBuilder<RateChange> builder)
    {
        builder.ToTable("service_pricing_changes");
        builder.Ignore(change => change.Key).Ignore(change => change.Before).Ignore(change => change.After);
        builder.HasIndex(change => new { change.Service, change.Operation, change.Model });
    }
}
