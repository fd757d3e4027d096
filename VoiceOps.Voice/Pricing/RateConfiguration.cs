using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Pricing;

internal sealed class RateConfiguration : IEntityTypeConfiguration<Rate>
{
    public void Configure(EntityTypeBuilder<Rate> builder)
    {
        builder.ToTable("service_pricing");
        builder.Ignore(rate => rate.Key).Ignore(rate => rate.Terms);
        builder.Property(rate => rate.Origin).HasDefaultValue(RateOrigin.List);
        builder.HasIndex(rate => new { rate.Service, rate.Operation, rate.Model, rate.EffectiveFrom }).IsUnique();
    }
}
