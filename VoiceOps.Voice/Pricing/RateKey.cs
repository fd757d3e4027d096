namespace VoiceOps.Voice.Pricing;

/// <summary>What a rate is for; written <c>twilio:voice</c> or <c>cerebras:prompt:gpt-oss-120b</c>.</summary>
public readonly record struct RateKey(string Service, string Operation, string? Model)
{
    public const string DefaultOperation = "default";

    public static bool TryParse(string? text, string? model, out RateKey key)
    {
        // A model's own name may hold a colon, so only the first two separate.
        var parts = (text ?? "").Split(':', 3, StringSplitOptions.TrimEntries);
        var named = parts.Length == 3 ? parts[2] : null;
        model = string.IsNullOrWhiteSpace(model) ? null : model.Trim();
        key = default;
        if (parts.Length < 2 || parts.Any(string.IsNullOrEmpty) || (named is not null && model is not null && named != model))
        {
            return false;
        }

        key = new RateKey(parts[0], parts[1], named ?? model);
        return true;
    }

    public override string ToString() => Model is null ? $"{Service}:{Operation}" : $"{Service}:{Operation}:{Model}";
}
