using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoiceOps.Voice.Accounts;

internal sealed class AccountNumberConfiguration : IEntityTypeConfiguration<AccountNumber>
{
    public void Configure(EntityTypeBuilder<AccountNumber> builder)
    {
        builder.ToTable("account_numbers");
        builder.HasKey(row => row.Number);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
