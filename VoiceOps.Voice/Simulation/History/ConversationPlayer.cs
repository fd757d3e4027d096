using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Simulation.Audio;

namespace VoiceOps.Voice.Simulation.History;

/// <summary>
/// Plays the usage of one conversation into its meters, turn by turn, as a live call would. What a live call posts at the end
/// of each turn is left to the posting of each minute: it adds up to the same, and half as many rows are to be written.
/// </summary>
internal sealed class ConversationPlayer(CallMeters meters, string llmModel, HistoryClock clock, Random random)
{
    private const string ListeningModel = "nova-2-phonecall";
    private const string SpeakingModel = "eleven_flash_v2_5";
    private const int SystemPromptTokens = 180;
    private const int CharactersPerToken = 4;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly string _requestPrefix = $"chatcmpl-{meters.CallSid[2..]}";
    private long _historyTokens = SystemPromptTokens;
    private long _audioBytes;
    private int _turn;

    public void Play(int greetingCharacters, TimeSpan length)
    {
        meters.CharactersSent(greetingCharacters, Context(), SpeakingModel);
        MoveTo(SpeechPace.Of(greetingCharacters), length);
        while (meters.Elapsed < length)
        {
            var heard = TimeSpan.FromSeconds(2.5 + (random.NextDouble() * 8));
            MoveTo(meters.Elapsed + heard, length);
            if (meters.Elapsed < length)
            {
                Answer((int)(heard.TotalSeconds * SpeechPace.CharactersPerSecond), length);
            }
        }

        HearUntilNow();
    }

    private void Answer(int heardCharacters, TimeSpan length)
    {
        _turn++;
        var characters = random.Next(35, 140);
        var completion = (characters / CharactersPerToken) + random.Next(4, 28);
        _historyTokens += (heardCharacters / CharactersPerToken) + 6;
        meters.TokensUsed($"{_requestPrefix}-{_turn}", llmModel, _historyTokens, completion);
        _historyTokens += completion;
        meters.CharactersSent(characters, Context(), SpeakingModel);
        MoveTo(meters.Elapsed + SpeechPace.Of(characters) + TimeSpan.FromMilliseconds(900), length);
        HearUntilNow();
    }

    // The minutes of the line are posted when they start, so the clock stops at each of them.
    private void MoveTo(TimeSpan elapsed, TimeSpan length)
    {
        var target = elapsed < length ? elapsed : length;
        while (meters.Elapsed < target)
        {
            var nextMinute = Minute * (Math.Floor(meters.Elapsed / Minute) + 1);
            clock.UtcNow = meters.AnsweredAt + (nextMinute < target ? nextMinute : target);
            meters.Advance();
        }
    }

    private void HearUntilNow()
    {
        var sent = (long)(meters.Elapsed / MuLaw.FrameTime) * MuLaw.FrameBytes;
        meters.AudioSent((int)(sent - _audioBytes), ListeningModel);
        _audioBytes = sent;
    }

    private string Context() => $"turn-{_turn}";
}
