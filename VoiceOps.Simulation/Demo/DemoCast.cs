using VoiceOps.Simulation.ElevenLabs;

namespace VoiceOps.Simulation.Demo;

/// <summary>Who plays in the demo. All numbers are of the range set aside for fiction.</summary>
internal static class DemoCast
{
    /// <summary>A number that belongs to no account and one that belongs to no persona.</summary>
    public const string Stranger = "+12025550199";
    public const string UnassignedNumber = "+14155550100";

    private const string Manner = "You are on the phone: answer in one to three short spoken sentences, without lists or markup, and ask one question at a time.";

    public static IReadOnlyList<DemoPersona> Personas { get; } =
    [
        new("Atlas", "gpt-oss-120b", Voice("David"), "+14155550101", 0.44,
            "Thanks for calling, this is Atlas. How can I help you today?",
            $"You are Atlas, a calm and precise support agent for deliveries and invoices. {Manner}", EarlierModel: "llama-3.3-70b"),
        new("Nova", "gpt-oss-120b", Voice("Aria"), "+14155550102", 0.31,
            "Hi, you've reached the front desk. I'm Nova. What can I do for you?",
            $"You are Nova, a warm receptionist who books and moves appointments. {Manner}"),
        new("Juno", "llama-3.3-70b", Voice("Iris"), "+14155550103", 0.15,
            "Hello, Juno speaking. Where would you like to go?",
            $"You are Juno, a cheerful travel agent. {Manner}"),
        new("Sage", "llama3.1-8b", Voice("Marlow"), "+14155550104", 0.10,
            "Good day, this is Sage. How may I direct your call?",
            $"You are Sage, a discreet assistant of a law office who takes messages. {Manner}"),
    ];

    public static IReadOnlyList<DemoAccount> Accounts { get; } =
    [
        new("Northwind Dental", 0.14m, 1, 0.27, Numbers(503, 110, 6)),
        new("Halcyon Logistics", 0.11m, 6, 0.24, Numbers(312, 120, 6)),
        new("Brightwater Clinic", 0.16m, 1, 0.18, Numbers(206, 130, 5)),
        new("Larkspur Travel", 0.095m, 60, 0.13, Numbers(305, 140, 4)),
        new("Meridian Legal", 0.19m, 6, 0.11, Numbers(212, 150, 4)),
        new("Pinecone Coffee", 0.065m, 1, 0.07, Numbers(720, 160, 3)),
    ];

    private static string[] Numbers(int area, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(line => FormattableString.Invariant($"+1{area}5550{line}"))];

    private static string Voice(string name) => ElevenLabsSimulator.Voices.Single(voice => voice.Value == name).Key;
}
