namespace VoiceOps.Voice.Data;

/// <summary>What an insert does when its key is already there.</summary>
internal enum OnConflict
{
    Fail,

    /// <summary>The row that stands stays: the same fact twice is one row.</summary>
    Ignore,

    /// <summary>The new values take the old ones' place.</summary>
    Replace,

    /// <summary>Integers are added to what stands.</summary>
    Add,
}
