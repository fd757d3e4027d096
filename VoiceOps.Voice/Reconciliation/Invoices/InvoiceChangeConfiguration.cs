using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Reconciliation.Invoices;

internal sealed class InvoiceChangeConfiguration : IEntityTypeConfiguration<InvoiceChange>
{
    public void Configure(EntityTypeBuilder<InvoiceChange> builder) => builder.ToTable("provider_invoice_changes");
}
