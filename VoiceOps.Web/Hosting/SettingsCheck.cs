using System.Reflection;
using Microsoft.Extensions.Options;

namespace VoiceOps.Web.Hosting;

/// <summary>
/// Asks every option that a capability of ours registered, so that all problems are told at once. The framework's own check
/// at start stops at the first value that does not bind. Options name their section in a constant <c>Section</c>.
/// </summary>
internal sealed class SettingsCheck(IServiceCollection registered, IServiceProvider services, IConfiguration configuration)
{
    private static readonly MethodInfo CheckMethod = typeof(SettingsCheck).GetMethod(nameof(Check), BindingFlags.Instance | BindingFlags.NonPublic)!;

    public IReadOnlyList<string> Problems() =>
        [.. OptionTypes().SelectMany(type => (IEnumerable<string>)CheckMethod.MakeGenericMethod(type).Invoke(this, null)!).Distinct()];

    private IEnumerable<Type> OptionTypes() => registered
        .Select(descriptor => descriptor.ServiceType)
        .Where(type => type.IsGenericType
            && (type.GetGenericTypeDefinition() == typeof(IConfigureOptions<>) || type.GetGenericTypeDefinition() == typeof(IValidateOptions<>)))
        .Select(type => type.GetGenericArguments()[0])
        .Where(type => type.Assembly.GetName().Name!.StartsWith("VoiceOps.", StringComparison.Ordinal))
        .Distinct();

    private IEnumerable<string> Check<TOptions>()
        where TOptions : class, new()
    {
        var name = typeof(TOptions).GetField("Section")?.GetRawConstantValue() as string
            ?? throw new InvalidOperationException($"{typeof(TOptions).Name} needs a constant Section.");
        var unbound = UnboundSettings.Of(configuration.GetSection(name), typeof(TOptions)).ToList();
        return unbound.Count == 0
            ? Failures(() => services.GetRequiredService<IOptions<TOptions>>().Value)
            : unbound.Select(setting => setting.Problem).Concat(FailuresOfTheRest<TOptions>(name, [.. unbound.Select(setting => setting.Key)]));
    }

    // A section with a value that does not bind is bound without it, so that its other settings are checked too.
    private IEnumerable<string> FailuresOfTheRest<TOptions>(string section, HashSet<string> unbound)
        where TOptions : class, new()
    {
        var options = new TOptions();
        var rest = configuration.AsEnumerable().Where(setting => setting.Value is not null && !unbound.Contains(setting.Key));
        new ConfigurationBuilder().AddInMemoryCollection(rest).Build().GetSection(section).Bind(options);
        return services.GetServices<IValidateOptions<TOptions>>()
            .SelectMany(validator => validator.Validate(Options.DefaultName, options).Failures ?? []);
    }

    private static IEnumerable<string> Failures(Func<object> read)
    {
        try
        {
            read();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }
}
