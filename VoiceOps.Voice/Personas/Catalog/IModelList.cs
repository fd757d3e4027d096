namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>A provider's own list of the models that it serves to this account.</summary>
public interface IModelList
{
    /// <summary>As in <c>api_call_events.service</c>.</summary>
    string Provider { get; }

    /// <summary>False without a key: then it is not asked.</summary>
    bool IsConfigured { get; }

    /// <summary>The ids as the provider writes them.</summary>
    Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken);
}
