namespace VoiceOps.Simulation.Callers;

/// <summary>What the demo's callers say.</summary>
internal static class DemoPhrases
{
    public static IReadOnlyList<string> Openings { get; } =
    [
        "Hi there, I have a question about my appointment next week.",
        "Hello, I'm calling about an order that has not arrived yet.",
        "Good morning, can you tell me your opening hours?",
        "Hi, I got an invoice that looks a little too high.",
        "Hello, I need to change my flight to Denver.",
        "Hi, I would like to leave a message for my lawyer.",
    ];

    public static IReadOnlyList<string> Middles { get; } =
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

    public static IReadOnlyList<string> Interruptions { get; } =
    [
        "Sorry, wait a second, that is the wrong date.",
        "Actually no, let me stop you there.",
        "Yes yes, I know that part already.",
        "Hold on, can you say the price again?",
    ];

    public static IReadOnlyList<string> Closings { get; } =
    [
        "Great, thank you so much for your help. Goodbye!",
        "Perfect, that's all I needed. Bye!",
        "Okay, thanks a lot. Have a nice day, bye.",
    ];

    /// <summary>All that demo callers ever say, in an order that does not change from process to process.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Openings, .. Middles, .. Interruptions, .. Closings];
}
