using FluentValidation;
using VoiceOps.Voice.Conversation.Wording;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Personas;

/// <summary>What keeps a design from being published (errors) and what should be known before (warnings), in words that tell what to do.</summary>
internal sealed class DesignValidator : AbstractValidator<DesignForm>
{
    private readonly DesignFacts _facts;

    public DesignValidator(DesignFacts facts)
    {
        _facts = facts;
        RuleLevelCascadeMode = CascadeMode.Stop;
        CheckWords();
        CheckModel();
        CheckVoice();
        CheckTurns();
    }

    private void CheckWords()
    {
        RuleFor(form => form.Name).Must(name => name.Trim().Length > 0).WithMessage("Give the persona a name.")
            .MaximumLength(60).WithMessage("A name of more than 60 characters fits nowhere. Shorten it.");
        RuleFor(form => form.Greeting).MaximumLength(1_000).WithMessage("A greeting of more than 1,000 characters is a minute of speech. Shorten it.");
        RuleFor(form => form.Greeting).Must(text => PromptVariables.Unknown(text).Count == 0)
            .WithMessage(form => Unknown(form.Greeting));
        RuleFor(form => form.Prompt).Must(prompt => prompt.Trim().Length > 0)
            .WithMessage("Write a prompt: without one the model does not know who it is and what to do.")
            .Must((form, _) => Excess(form) is not > 0).WithMessage(TooLong);
        RuleFor(form => form.Prompt).Must(text => PromptVariables.Unknown(text).Count == 0)
            .WithMessage(form => Unknown(form.Prompt));
    }

    private void CheckModel()
    {
        RuleFor(form => form.Model).Must(Known)
            .WithMessage(form => form.Model.Length == 0 ? "Choose a model." : $"{form.Model} is not in the catalog. Choose one that is.");
        RuleFor(form => form.Model).Must((form, model) => State(model) is not ModelState.Withdrawn || Answers(form.Fallback))
            .WithMessage(form => Withdrawn(form.Model, form.Fallback));
        RuleFor(form => form.Model).Must(model => !IsLeaving(model)).WithSeverity(Severity.Warning).WithMessage(form => Withdrawn(form.Model, form.Fallback));
        RuleFor(form => form.Model).Must(model => State(model) is not ModelState.Missing).WithSeverity(Severity.Warning)
            .WithMessage(form => Missing(form.Model));
        RuleFor(form => form.Model).Must(model => Fault(model) is null).WithSeverity(Severity.Warning).WithMessage(form => Fault(form.Model)!);
        RuleFor(form => form.Fallback).Must(model => State(model) is not (ModelState.Missing or ModelState.Withdrawn)).WithSeverity(Severity.Warning)
            .WithMessage(form => Missing(form.Fallback));
        RuleFor(form => form.Fallback).Must(model => model.Length == 0 || Known(model))
            .WithMessage(form => $"{form.Fallback} is not in the catalog. Choose one that is.")
            .Must((form, model) => model.Length == 0 || model != form.Model).WithMessage("That is the model itself. Choose another one, or none.");
        RuleFor(form => form.Temperature).Must(text => text.Trim().Length == 0 || DesignForm.Number(text) is >= 0 and <= 2)
            .WithMessage(form => Number(form.Temperature, "A number from 0 (the same answer each time) to 2 (wild), or nothing to leave it to the model."));
        RuleFor(form => form.ReasoningTokens).Must(text => DesignForm.Whole(text) is >= 0 and <= 8_192)
            .WithMessage(form => Number(form.ReasoningTokens, "A whole number from 0 (for a model that does not think) to 8,192."));
        RuleFor(form => form.MaxReplyTokens).Must(text => DesignForm.Whole(text) is >= 16 and <= 4_096)
            .WithMessage(form => Number(form.MaxReplyTokens, "A whole number from 16 to 4,096. A spoken sentence has about 20 tokens."));
    }

    private void CheckVoice()
    {
        RuleFor(form => form.VoiceId).Must(id => id.Trim().Length == 0 || _facts.Voices.Voices is not { } voices || voices.Any(voice => voice.Id == id.Trim()))
            .WithMessage("The ElevenLabs account has no voice with this id. Choose one of the list, or add the voice to the account first.");
        RuleFor(form => form.VoiceId).Must(_ => !_facts.Voices.IsRefused).WithSeverity(Severity.Warning).WithMessage(_ => _facts.Voices.Problem!);
        RuleFor(form => form.Stability).Must(text => DesignForm.Number(text) is >= 0 and <= 1)
            .WithMessage(form => Number(form.Stability, "A number from 0 (lively) to 1 (even)."));
        RuleFor(form => form.Similarity).Must(text => DesignForm.Number(text) is >= 0 and <= 1)
            .WithMessage(form => Number(form.Similarity, "A number from 0 to 1 (as close to the original voice as it gets)."));
        RuleFor(form => form.Speed).Must(text => DesignForm.Number(text) is >= 0.7m and <= 1.2m)
            .WithMessage(form => Number(form.Speed, "A number from 0.7 (slow) to 1.2 (fast); 1 is the voice's own speed."));
        RuleFor(form => form.Pronunciations).Must(text => DesignForm.Lines(text).All(line => DesignForm.Pronunciation(line) is not null))
            .WithMessage("One a line, with an equals sign between how it is written and how it is said: SQL = sequel");
        RuleFor(form => form.Language).Matches("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
            .WithMessage("A language as two letters, such as en, de or es; with a country where it matters, such as en-GB.");
        RuleFor(form => form.Language).Must((form, _) => LanguageProblem(form) is null).WithMessage(form => LanguageProblem(form)!);
        RuleFor(form => form.Language).Must(language => LanguageWords.Find(language.Trim()) is not null).WithSeverity(Severity.Warning)

            .WithMessage("There are no ready-made words in this language: write fillers, questions, goodbye and apology in it, "
                + "and the words that stop the persona.");
        RuleFor(form => form.Hearing).Must((form, _) => AudioProblem(form, ServiceNames.Deepgram, form.Hearing) is null)
            .When(form => form.Hearing.Length > 0).WithMessage(form => AudioProblem(form, ServiceNames.Deepgram, form.Hearing)!);
        RuleFor(form => form.Speaking).Must((form, _) => AudioProblem(form, ServiceNames.ElevenLabs, form.Speaking) is null)
            .When(form => form.Speaking.Length > 0).WithMessage(form => AudioProblem(form, ServiceNames.ElevenLabs, form.Speaking)!);
        RuleFor(form => form.KeyTerms).Must(text => DesignForm.Lines(text).Count <= 100)
            .WithMessage("Speech recognition takes at most 100 key terms. Keep those that are misheard most.");
    }

    private void CheckTurns()
    {
        RuleFor(form => form.BargeInWords).Must(text => DesignForm.Whole(text) is >= 1 and <= 10).When(form => form.BargeIn == BargeInMode.AfterWords)
            .WithMessage(form => Number(form.BargeInWords, "A whole number of words, from 1 to 10."));
        RuleFor(form => form.ShortestPause).Must(text => DesignForm.Number(text) is >= 50 and <= 5_000)
            .WithMessage(form => Number(form.ShortestPause, "Milliseconds, from 50 to 5,000."));
        RuleFor(form => form.LongestPause).Must(text => DesignForm.Number(text) is >= 50 and <= 10_000)
            .WithMessage(form => Number(form.LongestPause, "Milliseconds, from 50 to 10,000."))
            .Must((form, text) => DesignForm.Number(form.ShortestPause) is not { } shortest || DesignForm.Number(text) >= shortest)
            .WithMessage("The longest pause cannot be shorter than the shortest one.");
        RuleFor(form => form.FillerAfter).Must(text => DesignForm.Number(text) is >= 0 and <= 30)
            .WithMessage(form => Number(form.FillerAfter, "Seconds, from 0 (no fillers) to 30."));
        RuleFor(form => form.StillThereAfter).Must(text => DesignForm.Number(text) is 0 or (>= 2 and <= 300))
            .WithMessage(form => Number(form.StillThereAfter, "Seconds, from 2 to 300, or 0 to wait for ever."));
        RuleFor(form => form.StillThere).Must(text => text.Trim().Length > 0).When(Asks)
            .WithMessage("Write what is asked after a silence, or set the silence to 0.");
        RuleFor(form => form.Goodbye).Must(text => text.Trim().Length > 0).When(Asks)
            .WithMessage("Write how the persona says goodbye after a silence, or set the silence to 0.");
        RuleFor(form => form.NoAnswer).Must(text => text.Trim().Length > 0)
            .WithMessage("Write what is said when the model's answer has no words: else the caller hears nothing.");
        RuleFor(form => form.Apology).Must(text => text.Trim().Length > 0)
            .WithMessage("Write what is said before the persona hangs up because something is out of order.");
        RuleFor(form => form.MaxMinutes).Must(text => text.Trim().Length == 0 || DesignForm.Number(text) is >= 0.5m and <= 240)
            .WithMessage(form => Number(form.MaxMinutes, "Minutes, from 0.5 to 240, or nothing for the general limit."));
    }

    /// <summary>What no model can be had for; a model that was chosen tells it at its own field.</summary>
    private string? LanguageProblem(DesignForm form) =>
        (form.Hearing.Length > 0 ? null : AudioProblem(form, ServiceNames.Deepgram, ""))
        ?? (form.Speaking.Length > 0 ? null : AudioProblem(form, ServiceNames.ElevenLabs, ""));

    private string? AudioProblem(DesignForm form, string provider, string chosen) => AudioPlan.Problem(
        _facts.AudioModels, provider, chosen.Length == 0 ? null : chosen, _facts.ConfiguredAudio.GetValueOrDefault(provider, ""), form.Language.Trim());

    /// <summary>A comma is the commonest reason why a number is none, and nothing else that is said would tell.</summary>
    private static string Number(string text, string expected) =>
        text.Contains(',') ? $"{char.ToUpperInvariant(ExactNumber.UseAPoint[0])}{ExactNumber.UseAPoint[1..]}. {expected}" : expected;

    private static bool Asks(DesignForm form) => DesignForm.Number(form.StillThereAfter) > 0;

    private bool Known(string model) => _facts.Models.ContainsKey(model);

    private ModelState? State(string model) => _facts.Models.GetValueOrDefault(model)?.StateAt(_facts.AsOf);

    private bool Answers(string model) => Known(model) && State(model) is not ModelState.Withdrawn;

    private bool IsLeaving(string model) => State(model) is ModelState.Withdrawn or ModelState.Going;

    private string? Fault(string model) =>
        _facts.Models.TryGetValue(model, out var known) && _facts.ModelFaults.TryGetValue(known.Provider, out var fault)
            ? $"{fault.TrimEnd('.')}: check the provider's key."
            : null;

    private string Missing(string id)
    {
        var model = _facts.Models[id];
        var others = _facts.Models.Values.Where(other => other.Provider == model.Provider && State(other.Id) is ModelState.Served).Select(other => other.Id)
            .Order(StringComparer.Ordinal).ToList();
        return $"The provider's list for your key has no {model.DisplayName}: choose {(others.Count > 0 ? string.Join(" or ", others) : "another model")}, "
            + "or have it enabled for the account.";
    }

    private string Withdrawn(string id, string fallback)
    {
        var model = _facts.Models[id];
        var then = fallback.Length > 0 && !IsLeaving(fallback) ? $"the fallback {fallback} will answer"
            : $"choose {model.Replacement ?? "another model"}, or name it as the fallback";
        return $"{model.DisplayName} {(model.IsWithdrawnAt(_facts.AsOf) ? "was" : "will be")} withdrawn by its provider on "
            + $"{Figures.Day(DateOnly.FromDateTime(model.WithdrawnOn!.Value))} {model.WithdrawnOn.Value.Year}"
            + (model.Replacement is null ? "" : $"; {model.Replacement} replaces it") + $": {then}.";
    }

    /// <summary>Tokens beyond what the model takes, the longest reply included; null when its context is not known.</summary>
    private int? Excess(DesignForm form) => _facts.Models.GetValueOrDefault(form.Model)?.ContextTokens is { } context
        ? _facts.PromptTokens + (DesignForm.Whole(form.MaxReplyTokens) ?? 0) - context : null;

    private string TooLong(DesignForm form)
    {
        var model = _facts.Models[form.Model];
        return $"{model.DisplayName} takes {Figures.Count(model.ContextTokens!.Value)} tokens with its reply, and this prompt alone has "
            + $"{Figures.Count(_facts.PromptTokens)}: "
            + $"shorten it by {Figures.Count(Excess(form)!.Value)} at least, and more for the conversation, or choose a model with a longer context.";
    }

    private static string Unknown(string text)
    {
        var names = PromptVariables.Unknown(text).Select(name => $"{{{{{name}}}}}");
        return $"{string.Join(" and ", names)} stands for nothing and is said as it is written. What can be named: "
            + $"{string.Join(", ", PromptVariables.Names.Keys.Select(name => $"{{{{{name}}}}}"))}.";
    }
}
