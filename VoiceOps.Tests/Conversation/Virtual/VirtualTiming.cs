namespace VoiceOps.Tests.Conversation.Virtual;

/// <summary>What a voice tells about which characters its sound is of.</summary>
internal enum VirtualTiming
{
    /// <summary>All of them, with the whole sound in one frame. The others come in frames of 120 ms.</summary>
    Told,

    Missing,

    /// <summary>The first ones, with every frame.</summary>
    Repeated,

    /// <summary>All so far, with every frame.</summary>
    Growing,

    /// <summary>All of them with the first frame, none with the others.</summary>
    AllAtOnce,

    /// <summary>Characters that are not of the text.</summary>
    OfOtherText,
}
