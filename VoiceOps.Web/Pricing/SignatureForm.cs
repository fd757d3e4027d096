using VoiceOps.Voice.Pricing.Versions;

namespace VoiceOps.Web.Pricing;

/// <summary>A signature while it is being typed.</summary>
public sealed class SignatureForm
{
    public string By { get; set; } = "";

    public string Reason { get; set; } = "";

    /// <summary>UTC; as of when what is changed stands on the screen.</summary>
    public DateTime? SeenAt { get; set; }

    public Signature Signature => new() { By = By, Reason = Reason, SeenAt = SeenAt };
}
