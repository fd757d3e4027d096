using FluentValidation;
using FluentValidation.Results;

namespace VoiceOps.Web.Personas;

/// <summary>What is wrong with a design, by field.</summary>
public sealed class DesignProblems
{
    private readonly ILookup<string, ValidationFailure> _failures;

    public DesignProblems(IEnumerable<ValidationFailure> failures) => _failures = failures.ToLookup(failure => failure.PropertyName);

    public static DesignProblems None { get; } = new([]);

    /// <summary>How many keep it from being published.</summary>
    public int Errors => _failures.Sum(failures => failures.Count(failure => failure.Severity == Severity.Error));

    public string? Error(string field) => _failures[field].FirstOrDefault(failure => failure.Severity == Severity.Error)?.ErrorMessage;

    public string? Warning(string field) => _failures[field].FirstOrDefault(failure => failure.Severity != Severity.Error)?.ErrorMessage;

    public static DesignProblems Of(DesignForm form, DesignFacts facts) => new(new DesignValidator(facts).Validate(form).Errors);

    public DesignProblems With(string field, string problem) =>
        new(_failures.SelectMany(group => group).Append(new ValidationFailure(field, problem)));
}
