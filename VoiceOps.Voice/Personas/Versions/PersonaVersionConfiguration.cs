using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Personas.Versions;

internal sealed class PersonaVersionConfiguration : IEntityTypeConfiguration<PersonaVersion>
{
    public void Configure(EntityTypeBuilder<PersonaVersion> builder)
    {
        builder.ToTable("persona_versions");
        builder.HasIndex(version => new { version.PersonaId, version.Number }).IsUnique();
        builder.HasIndex(version => version.PersonaId, "IX_persona_versions_one_draft").IsUnique().HasFilter("state = 'draft'");
        builder.HasOne<Persona>().WithMany().HasForeignKey(version => version.PersonaId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CatalogModel>().WithMany().HasForeignKey(version => version.LlmModel).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CatalogModel>().WithMany().HasForeignKey(version => version.FallbackModel).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<Call>().WithOne().HasForeignKey(call => call.PersonaVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(version => version.Settings).HasConversion<PersonaSettingsConverter>().HasDefaultValueSql("'{}'");
    }
}
