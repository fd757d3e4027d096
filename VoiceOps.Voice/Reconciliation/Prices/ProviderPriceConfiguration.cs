using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Reconciliation.Prices;

internal sealed class ProviderPriceConfiguration : IEntityTypeConfiguration<ProviderPrice>
{
    public void Configure(EntityTypeBuilder<ProviderPrice> builder)
    {
        builder.ToTable("provider_prices");
        builder.HasIndex(row => new { row.Service, row.Handle }).IsUnique();
        builder.HasIndex(row => new { row.Service, row.CallId });
        builder.HasIndex(row => new { row.Service, row.Day });
        builder.HasIndex(row => row.NextAttemptAt);
        builder.HasOne<Call>().WithMany().HasForeignKey(row => row.CallId).OnDelete(DeleteBehavior.Restrict);
    }
}
