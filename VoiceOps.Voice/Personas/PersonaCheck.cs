using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Personas;

/// <summary>Logs the warnings about personas: at start, and those that are new after each comparison with a provider's models.</summary>
public sealed class PersonaCheck(PersonaWarnings warnings, ILogger<PersonaCheck> logger) : IHostedService
{
    private const string NoReplacement = "none known";

    private IReadOnlyList<PersonaWarning> _told = [];

    public Task StartAsync(CancellationToken cancellationToken) => WarnAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal async Task WarnAsync(CancellationToken cancellationToken)
    {
        var now = await warnings.ReadAsync(cancellationToken);
        foreach (var warning in now.Except(_told))
        {
            Tell(warning);
        }

        // One that went away and comes back is news again.
        _told = now;
    }

    private void Tell(PersonaWarning warning)
    {
        var replacement = warning.Replacement ?? NoReplacement;
        switch (warning.Kind)
        {
            case PersonaWarningKind.ModelWithdrawn:
                logger.ModelWithdrawn(warning.Persona, warning.Model, warning.Provider, warning.Since!.Value, replacement);
                break;
            case PersonaWarningKind.ModelMissing:
                logger.ModelMissing(warning.Persona, warning.Model, warning.Provider, replacement);
                break;
            case PersonaWarningKind.ModelUnpriced:
                logger.ModelUnpriced(warning.Persona, warning.Model, warning.MissingRates, replacement);
                break;
        }
    }
}
