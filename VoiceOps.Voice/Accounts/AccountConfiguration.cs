using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Accounts;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.Property(account => account.SettlesReceivable).HasDefaultValue(true);
        builder.Property(account => account.Notes).HasDefaultValue("");
        builder.HasIndex(account => account.Name).IsUnique();
        builder.HasMany<Call>().WithOne().HasForeignKey(call => call.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
