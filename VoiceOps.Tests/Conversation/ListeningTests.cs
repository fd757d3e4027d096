using VoiceOps.Tests.Conversation.Virtual;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>A designer follows a test word by word; nobody listens in on a caller.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class ListeningTests
{
    [Fact]
    public async Task Test_WhatIsSaid_IsKnownWhileItIsSaid()
    {
        await using var call = await VirtualCall.StartAsync(prepare: call => call.IsTest = true);
        call.RunUntilHeard("Hello");
        Assert.Equal((1, "Hello there."), (call.Words!.Turn, $"{call.Words.Heard} {call.Words.Unheard}".Trim()));
        call.Greeted();

        call.Hear.Interim("When do you");
        Assert.Equal("When do you", call.Words.Caller);
        call.Hear.Interim("When do you open?");
        Assert.Equal("When do you open?", call.Words.Caller);
        call.Model.Answer(new VirtualReply("At nine. We close at five."));
        call.Hear.Final("When do you open?");
        call.Time.RunUntil(() => call.Words.Heard.StartsWith("At nine.", StringComparison.Ordinal), "the first sentence was heard");

        Assert.Equal((2, "When do you open?", ""), (call.Words.Turn, call.Words.Asked, call.Words.Caller));
        Assert.NotEmpty(call.Words.Unheard);
        call.RunUntilHeard("five.");
        call.Time.Run(TimeSpan.FromMilliseconds(400));
        Assert.Equal(("At nine. We close at five.", ""), (call.Words.Heard, call.Words.Unheard));
    }

    [Fact]
    public async Task Call_OfACaller_IsListenedToByNobody()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();

        Assert.Null(call.Words);
    }
}
