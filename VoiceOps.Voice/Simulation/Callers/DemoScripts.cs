using VoiceOps.Voice.Simulation.History;

namespace VoiceOps.Voice.Simulation.Callers;

/// <summary>Writes the calls of the demo: who calls whom, what they say, and how it ends.</summary>
internal sealed class DemoScripts(Random random)
{
    private const double StrangerShare = 0.06;
    private const double UnassignedShare = 0.05;
    private const double InterruptionShare = 0.14;
    private const double SocketLossShare = 0.03;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private static readonly string[] Openings =
    [
        "Hi there, I have a question about my appointment next week.",
        "Hello, I'm calling about an order that has not arrived yet.",
        "Good morning, can you tell me your opening hours?",
        "Hi, I got an invoice that looks a little too high.",
        "Hello, I need to change my flight to Denver.",
        "Hi, I would like to leave a message for my lawyer.",
    ];

    private static readonly string[] Middles =
    [
        "It was supposed to be on Tuesday in the morning, but I can't make it.",
        "My account number is four four one nine.",
        "Yes, that works for me.",
        "Could you also check whether the delivery was paid for?",
        "Actually, could we do Thursday instead?",
        "The tracking page has said the same thing for two days now.",
        "How much would that cost?",
        "Okay, and is there anything I have to bring along?",
        "I was hoping to get a refund for the second pallet.",
        "Is there an earlier time, maybe before noon?",
        "Sure, you can send it to the address you have on file.",
        "And what about the hotel, can I keep the same room?",
        "Let me think about it for a second. Yes, please go ahead.",
        "Perfect, could you send me a confirmation by text?",
        "I signed the document yesterday, did you receive it?",
        "No, that was a different invoice, the one from October.",
    ];

    private static readonly string[] Interruptions =
    [
        "Sorry, wait a second, that is the wrong date.",
        "Actually no, let me stop you there.",
        "Yes yes, I know that part already.",
        "Hold on, can you say the price again?",
    ];

    private static readonly string[] Closings =
    [
        "Great, thank you so much for your help. Goodbye!",
        "Perfect, that's all I needed. Bye!",
        "Okay, thanks a lot. Have a nice day, bye.",
    ];

    public CallerScript Write()
    {
        var account = Weighted(DemoCast.Accounts, candidate => candidate.Share);
        var persona = Weighted(DemoCast.Personas, candidate => candidate.Share);
        return new CallerScript
        {
            From = Chance(StrangerShare) ? DemoCast.Stranger : Any(account.Numbers),
            To = Chance(UnassignedShare) ? DemoCast.UnassignedNumber : persona.Number,
            Phrases = [Any(Openings), .. Enumerable.Range(0, random.Next(3, 16)).Select(_ => Middle()), Any(Closings)],
            ReplyDelay = TimeSpan.FromMilliseconds(random.Next(450, 1_600)),
            HangUpAfter = Shortest + (random.NextDouble() * (Longest - Shortest)),
            HangUp = Chance(SocketLossShare) ? HangUpWay.SocketLoss : HangUpWay.Stop,
        };
    }

    private CallerPhrase Middle() => Chance(InterruptionShare)
        ? new CallerPhrase { Text = Any(Interruptions), InterruptsAfter = TimeSpan.FromMilliseconds(random.Next(800, 2_500)) }
        : Any(Middles);

    private bool Chance(double share) => random.NextDouble() < share;

    private T Any<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private T Weighted<T>(IReadOnlyList<T> choices, Func<T, double> share) => History.Weighted.Pick(choices, share, random);
}
