using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Voice.Personas;

internal sealed class PersonaConfiguration : IEntityTypeConfiguration<Persona>
{
    public void Configure(EntityTypeBuilder<Persona> builder)
    {
        builder.ToTable("personas");
        builder.HasIndex(persona => persona.Name).IsUnique();
        builder.HasOne<CatalogModel>().WithMany().HasForeignKey(persona => persona.LlmModel).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CatalogModel>().WithMany().HasForeignKey(persona => persona.FallbackModel).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PersonaVersion>().WithMany().HasForeignKey(persona => persona.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(persona => persona.IsUnpublished).HasDefaultValue(false);
        builder.Property(persona => persona.Revision).HasDefaultValue(0).IsConcurrencyToken();
        builder.Property(persona => persona.Settings).HasConversion<PersonaSettingsConverter>().HasDefaultValueSql("'{}'");
    }
}
