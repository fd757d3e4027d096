namespace VoiceOps.Voice.Conversation;

internal static class CompletedTasks
{
    /// <summary>What a task that has completed brought: never waits, and throws what the task failed with. For one that goes on it is a mistake.</summary>
    public static T Outcome<T>(this Task<T> task) => task.IsCompleted
#pragma warning disable RS0030 // It has completed.
        ? task.Result
#pragma warning restore RS0030
        : throw new InvalidOperationException("The task has not completed.");
}
