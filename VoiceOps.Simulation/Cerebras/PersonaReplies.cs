namespace VoiceOps.Simulation.Cerebras;

/// <summary>Short spoken answers that follow from what was said; the same conversation gets the same answer.</summary>
internal static class PersonaReplies
{
    /// <summary>What every thought takes, so that a load test knows what the model was told to take.</summary>
    public const int ReasoningTokens = 12;

    private static readonly (string[] Words, string[] Replies)[] Topics =
    [
        (["bye", "goodbye", "that's all", "thank you so much"],
        [
            "You're very welcome. Have a great rest of your day!",
            "Glad I could help. Thanks for calling, and take care.",
        ]),
        (["hours", "open", "close"],
        [
            "We're open Monday to Friday from eight to six, and Saturdays until one. Would you like me to book a time for you?",
            "Today we're here until six. Tomorrow we open at eight in the morning.",
        ]),
        (["appointment", "book", "schedule", "reschedule", "tuesday", "thursday", "morning"],
        [
            "I can do that. I have Tuesday at ten fifteen or Thursday at two. Which one suits you better?",
            "All right, I've moved it to Thursday at two. You'll get a confirmation by text in a minute. Anything else?",
            "Let me look. The first free slot is tomorrow at nine thirty. Shall I put you down for that?",
        ]),
        (["price", "cost", "charge", "invoice", "bill", "refund", "pay"],
        [
            "I see the invoice here. The difference is the delivery fee of twelve dollars, and I can take that off for you right now.",
            "The standard visit is eighty five dollars, and most insurance plans cover it. Would you like me to check yours?",
            "I've issued the refund. It should be back on your card within three business days.",
        ]),
        (["order", "package", "delivery", "shipment", "tracking", "truck", "pallet"],
        [
            "I found it. The shipment left the Oakland hub this morning and is due tomorrow before noon.",
            "It looks like the driver could not reach the dock. I've asked for a second attempt tomorrow between eight and ten. Does that work?",
            "I've added that to the order. The new total is four pallets, arriving on Friday.",
        ]),
        (["flight", "hotel", "trip", "travel", "room", "seat"],
        [
            "There's a flight at seven forty that gets you in by noon, with an aisle seat still free. Should I hold it for you?",
            "I can move the hotel by one night at no extra charge. Do you want me to do that?",
        ]),
        (["lawyer", "contract", "case", "document", "sign"],
        [
            "I've made a note for the attorney. She will call you back this afternoon. Is this number the best one?",
            "The documents went out yesterday by secure mail. You can sign them on your phone in about two minutes.",
        ]),
        (["yes", "sure", "perfect", "great", "works", "okay"],
        [
            "Wonderful, that's done. Is there anything else I can help you with?",
            "Perfect. I've saved that, and you'll get a short message to confirm it.",
        ]),
        (["no", "wait", "actually", "instead", "sorry"],
        [
            "Of course, no problem at all. What would you like to change?",
            "Sure, go ahead. I'm listening.",
        ]),
    ];

    private static readonly string[] Otherwise =
    [
        "Thanks for telling me. Could you give me your name or the number of your account, so that I can look it up?",
        "I understand. Let me check that for you. One moment. Yes, I have it here in front of me. What would you like to do?",
        "That makes sense. I've noted it, and someone from the team will follow up today. Is there anything else?",
        "Good question. The short answer is yes, and I can set that up for you right now if you like.",
    ];

    private static readonly string[] Thoughts =
    [
        "The caller wants a quick answer. Keep it very short.",
        "Need to confirm the details, then ask one question.",
        "Be warm, be brief, and offer the next step.",
    ];

    public static string Reply(IReadOnlyList<ChatMessage> messages)
    {
        var heard = messages.LastOrDefault(message => message.Role == "user")?.Content ?? "";
        var turn = messages.Count(message => message.Role == "user");
        var words = heard.ToLowerInvariant();
        var topic = Array.Find(Topics, candidate => candidate.Words.Any(words.Contains));
        return Pick(topic.Replies ?? Otherwise, heard, turn);
    }

    public static string Reasoning(IReadOnlyList<ChatMessage> messages) =>
        Pick(Thoughts, messages is [.., var last] ? last.Content : "", messages.Count);

    // FNV-1a: string.GetHashCode differs from run to run.
    private static string Pick(string[] choices, string seed, int turn)
    {
        var hash = seed.Aggregate(2_166_136_261u + (uint)turn, (sum, character) => unchecked((sum ^ character) * 16_777_619));
        return choices[hash % (uint)choices.Length];
    }
}
