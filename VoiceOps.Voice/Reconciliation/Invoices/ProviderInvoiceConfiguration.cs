using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Reconciliation.Invoices;

internal sealed class ProviderInvoiceConfiguration : IEntityTypeConfiguration<ProviderInvoice>
{
    public void Configure(EntityTypeBuilder<ProviderInvoice> builder)
    {
        builder.ToTable("provider_invoices");
        builder.HasIndex(row => new { row.Service, row.Number }).IsUnique();
    }
}
