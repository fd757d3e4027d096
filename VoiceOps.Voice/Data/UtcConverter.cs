using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace VoiceOps.Voice.Data;

/// <summary>Restores the kind that a database without one loses.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    value => value,
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
