namespace VoiceOps.Web.Personas;

/// <summary>
/// Brings two designers' work together: what only one of them changed is taken from that one, and where both did, the one
/// who saves second chooses.
/// </summary>
public sealed class DesignMerge
{
    private readonly DesignForm _mine;
    private readonly DesignForm _theirs;
    private readonly HashSet<DesignField> _takeTheirs = [];

    public DesignMerge(DesignForm basis, DesignForm mine, DesignForm theirs)
    {
        (_mine, _theirs) = (mine, theirs);
        var changedByMe = DesignField.All.Where(field => field.Differs(basis, mine)).ToList();
        var changedByThem = DesignField.All.Where(field => field.Differs(basis, theirs)).ToList();
        Disputed = [.. changedByMe.Intersect(changedByThem).Where(field => field.Differs(mine, theirs))];
        OnlyMine = [.. changedByMe.Except(Disputed)];
        OnlyTheirs = [.. changedByThem.Except(changedByMe)];
    }

    public IReadOnlyList<DesignField> Disputed { get; }

    public IReadOnlyList<DesignField> OnlyMine { get; }

    public IReadOnlyList<DesignField> OnlyTheirs { get; }

    public string Mine(DesignField field) => field.Read(_mine);

    public string Theirs(DesignField field) => field.Read(_theirs);

    public bool TakesTheirs(DesignField field) => _takeTheirs.Contains(field);

    public void Choose(DesignField field, bool theirs) => _ = theirs ? _takeTheirs.Add(field) : _takeTheirs.Remove(field);

    public DesignForm Result()
    {
        var result = _theirs with { };
        foreach (var field in OnlyMine.Concat(Disputed.Where(field => !TakesTheirs(field))))
        {
            field.Take(result, _mine);
        }

        return result;
    }
}
