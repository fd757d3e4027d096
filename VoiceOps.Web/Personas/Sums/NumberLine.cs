namespace VoiceOps.Web.Personas.Sums;

/// <summary>A phone number of the business and who answers it.</summary>
public sealed record NumberLine
{
    public required string Number { get; init; }

    /// <summary>Null when nobody would answer.</summary>
    public required PersonaLine? Reaches { get; init; }

    /// <summary>Whom it is assigned to, while that persona answers nothing yet; null otherwise.</summary>
    public PersonaLine? WaitsFor { get; init; }

    /// <summary>False: it was called and is assigned to nobody.</summary>
    public required bool IsAssigned { get; init; }

    /// <summary>Calls to it in the range.</summary>
    public required long Calls { get; init; }
}
