using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Web.Personas.Sums;

namespace VoiceOps.Web.Personas;

/// <summary>What a design is checked against and what it would cost, worked out anew while it is typed.</summary>
internal sealed class DesignReckoning(EstimateBasis basis, DesignFacts facts)
{
    private int _publishedPromptTokens;
    private int? _measuredPromptTokens;

    public EstimateBasis Basis { get; } = basis;

    public DesignFacts Facts { get; private set; } = facts;

    public CostEstimate? Estimate { get; private set; }

    /// <summary>The same for what is published; null when nothing is.</summary>
    public CostEstimate? OnTheLine { get; private set; }

    public void Know(DesignFacts facts) => Facts = facts;

    /// <summary>Counts the prompt's tokens, which takes its time for a long one, and works out the rest.</summary>
    public async Task CountAsync(DesignDesk desk)
    {
        var (prompt, published) = (desk.Form.Prompt, desk.Sheet?.Published?.SystemPrompt);
        (var tokens, _publishedPromptTokens) =
            await Task.Run(() => (TokenEstimate.CompletionTokens(prompt), published is null ? 0 : TokenEstimate.CompletionTokens(published)));
        // The history was read once. A version that was published since then is not in it.
        _measuredPromptTokens ??= _publishedPromptTokens;
        Facts = Facts with { PromptTokens = tokens };
        Work(desk);
    }

    /// <summary>What keeps a version's prompt from answering calls, in words; null when nothing does.</summary>
    public async Task<string?> PromptProblemAsync(PersonaVersion version)
    {
        var tokens = await Task.Run(() => TokenEstimate.CompletionTokens(version.SystemPrompt));
        return DesignProblems.Of(DesignForm.Of(PersonaDesign.Of(version)), Facts with { PromptTokens = tokens }).Error(nameof(DesignForm.Prompt));
    }

    public void Work(DesignDesk desk)
    {
        desk.Check(Facts);
        // Measured requests include the prompt that was in force then; assumed ones include none.
        var measured = Basis.Profile.IsAssumed ? 0 : _measuredPromptTokens ?? 0;
        var design = desk.Design;
        Estimate = CostEstimate.Of(Basis, design.LlmModel, Facts.PromptTokens, measured, design.Settings.MaxReplyTokens);
        OnTheLine = desk.Sheet?.Published is { } published
            ? CostEstimate.Of(Basis, published.LlmModel, _publishedPromptTokens, measured, published.Settings.MaxReplyTokens) : null;
    }
}
