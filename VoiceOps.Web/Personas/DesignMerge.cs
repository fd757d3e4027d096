namespace VoiceOps.Web.Personas;

/// <summary>
/// Brings two designers' work together: what only one of them changed is taken from that one, and where both did, the one
/// who saves second chooses.
/// </summary>
public sealed class DesignMerge(DesignForm basis, DesignForm mine, DesignForm theirs)
{
    private readonly HashSet<DesignField> _takeTheirs = [];

    // Worked out whenever they are looked at: the form stays open, and what is typed into it meanwhile counts.
    public IReadOnlyList<DesignField> Disputed => [.. Both.Where(one => !IsPrompt(one) || Prompt is null)];

    /// <summary>Both changed it, at different places: it has both changes.</summary>
    public IReadOnlyList<DesignField> Woven => [.. Both.Where(one => IsPrompt(one) && Prompt is not null)];

    public IReadOnlyList<DesignField> OnlyMine => [.. DesignField.All.Where(IsMine).Except(Both)];

    public IReadOnlyList<DesignField> OnlyTheirs => [.. DesignField.All.Where(one => IsTheirs(one) && !IsMine(one))];

    public string Mine(DesignField field) => field.Read(mine);

    public string Theirs(DesignField field) => field.Read(theirs);

    public bool TakesTheirs(DesignField field) => _takeTheirs.Contains(field);

    public void Choose(DesignField field, bool theirs) => _ = theirs ? _takeTheirs.Add(field) : _takeTheirs.Remove(field);

    public DesignForm Result()
    {
        var result = theirs with { };
        foreach (var field in OnlyMine.Concat(Disputed.Where(field => !TakesTheirs(field))))
        {
            field.Take(result, mine);
        }

        if (Woven.Count > 0)
        {
            result.Prompt = Prompt!;
        }

        return result;
    }

    private IEnumerable<DesignField> Both => DesignField.All.Where(one => IsMine(one) && IsTheirs(one) && one.Differs(mine, theirs));

    private string? Prompt => ParagraphMerge.Of(basis.Prompt, mine.Prompt, theirs.Prompt);

    private static bool IsPrompt(DesignField field) => field.Label == "Prompt";

    private bool IsMine(DesignField field) => field.Differs(basis, mine);

    private bool IsTheirs(DesignField field) => field.Differs(basis, theirs);
}
