using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Accounts;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.HasIndex(account => account.Name).IsUnique();
        builder.HasMany<Call>().WithOne().HasForeignKey(call => call.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
