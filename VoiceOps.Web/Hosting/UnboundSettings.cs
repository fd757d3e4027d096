using System.ComponentModel;
using System.Globalization;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Hosting;

/// <summary>
/// The settings whose text does not fit their type. The binder stops at the first of them, and with a type name;
/// this finds all, in words for the person who set them.
/// </summary>
internal static class UnboundSettings
{
    public static IEnumerable<(string Key, string Problem)> Of(IConfigurationSection section, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (TypeDescriptor.GetConverter(type) is var converter && converter.CanConvertFrom(typeof(string)))
        {
            return Fits(section.Value, type, converter) ? []
                : [(section.Path, $"{section.Path} must be {Expected(type)}; it is \"{section.Value}\"{Reason(section.Value, type)}.")];
        }

        return ElementType(type) is { } element
            ? section.GetChildren().SelectMany(child => OfElement(section, child, element))
            : type.GetProperties().SelectMany(property => Of(section.GetSection(property.Name), property.PropertyType));
    }

    private static IEnumerable<(string Key, string Problem)> OfElement(IConfigurationSection list, IConfigurationSection child, Type element) =>
        int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? Of(child, element)
            : [(child.Path, $"{list.Path} must be a list ([ … ]), not named entries; it has one named \"{child.Key}\".")];

    private static bool Fits(string? value, Type type, TypeConverter converter)
    {
        if (string.IsNullOrEmpty(value))
        {
            return value is null || converter is StringConverter;
        }

        // The framework's own converters take 1e3 for a number, and 0x1F for a whole one.
        if (IsNumber(type) && ExactNumber.Read(value, out _) is null)
        {
            return false;
        }

        try
        {
            converter.ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Reason(string? value, Type type) =>
        IsNumber(type) && ExactNumber.Read(value, out var problem) is null && problem != ExactNumber.NoNumber ? $": {problem}" : "";

    private static bool IsNumber(Type type) =>
        Type.GetTypeCode(type) is TypeCode.Decimal or TypeCode.Double or TypeCode.Int32 or TypeCode.Int64 && !type.IsEnum;

    private static Type? ElementType(Type type) => type.GetInterfaces().Append(type)
        .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>))?
        .GetGenericArguments()[0];

    private static string Expected(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ when type == typeof(TimeSpan) => "a duration such as \"01:30:00\" (hours:minutes:seconds)",
        TypeCode.Boolean => "true or false",
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.Decimal or TypeCode.Double => "a number such as 0.014",
        _ => $"a {type.Name}",
    };
}
