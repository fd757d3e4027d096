using Xunit;

namespace VoiceOps.Tests.Conversation.Virtual;

/// <summary>Alone in the process: virtual time moves when no thread of the pool is busy, and nobody else's work may keep one so.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class VirtualTimeCollection
{
    public const string Name = "Virtual time";
}
