namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>How a provider's figure of one day compares with ours.</summary>
public enum CellState
{
    /// <summary>Neither side knows of any use.</summary>
    Empty,

    /// <summary>The provider tells no figure.</summary>
    Untold,

    /// <summary>The day is too young: figures of both sides still move.</summary>
    Open,

    /// <summary>Within the tolerance.</summary>
    Reconciled,

    /// <summary>Beyond the tolerance, and it is known why: more than that was estimated here, and the provider never tells it.</summary>
    Estimated,

    /// <summary>Rows have no price, so our figure is not whole: once they are priced it is compared.</summary>
    Unpriced,

    /// <summary>Beyond the tolerance.</summary>
    Unexplained,
}
