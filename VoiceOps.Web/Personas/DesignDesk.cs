using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Web.Personas;

/// <summary>What one designer has open: the persona as it was read, what is typed over it, and what another did meanwhile.</summary>
public sealed class DesignDesk
{
    private PersonaDesign _basis;
    private DesignRefusal? _refusal;

    /// <summary>A persona that does not exist yet.</summary>
    public DesignDesk(PersonaDesign starter)
    {
        _basis = starter;
        (Form, Baseline) = (DesignForm.Of(starter), DesignForm.Of(starter));
    }

    public DesignDesk(PersonaSheet sheet)
        : this(PersonaDesign.Of(sheet.Current)) => Sheet = sheet;

    /// <summary>Null for a persona that was never saved.</summary>
    public PersonaSheet? Sheet { get; private set; }

    public DesignForm Form { get; private set; }

    public DesignForm Baseline { get; private set; }

    public DesignProblems Problems { get; private set; } = DesignProblems.None;

    /// <summary>Set while another's work waits to be brought together with this one.</summary>
    public DesignMerge? Merge { get; private set; }

    public PersonaSheet? Theirs { get; private set; }

    /// <summary>The current draft is somebody else's. Saving leaves theirs in the history.</summary>
    public bool IsBeside { get; private set; }

    public bool IsDirty => Form != Baseline;

    /// <summary>What is typed there cannot be read, and so cannot be stored.</summary>
    public IReadOnlyList<DesignField> Unreadable => [.. DesignField.All.Where(one => !one.IsReadable(Form))];

    /// <summary>There is something to keep, and all of it can be.</summary>
    public bool CanSave => Merge is null && (IsDirty || Sheet is null) && Unreadable.Count == 0;

    /// <summary>There is something to put on the line.</summary>
    public bool CanPublish =>
        Merge is null && Sheet?.ArchivedAt is null && Problems.Errors == 0 && (IsDirty || Sheet?.Published is null || Sheet.Draft is not null);

    public PersonaDesign Design => Form.ToDesign(_basis);

    public void Check(DesignFacts facts)
    {
        if (_refusal?.Stands(Form) == false)
        {
            _refusal = null;
        }

        Problems = DesignProblems.Of(Form, facts);
        if (_refusal is { } refusal && Problems.Error(refusal.Field) is null)
        {
            Problems = Problems.With(refusal.Field, refusal.Problem);
        }
    }

    /// <summary>What the store refused. It is shown at its field until the field is changed.</summary>
    public void Refuse(DesignRefusal refusal) => _refusal = refusal;

    /// <summary>The persona as it stands after one's own change; what was typed since the change was sent stays.</summary>
    public void Saved(PersonaSheet sheet, DesignForm sent)
    {
        var design = PersonaDesign.Of(sheet.Current);
        var typedSince = Form != sent;
        (Sheet, _basis, Baseline, IsBeside, _refusal) = (sheet, design, DesignForm.Of(design), false, null);
        if (!typedSince)
        {
            Form = DesignForm.Of(design);
        }
    }

    /// <summary>Numbers, default and archive: what is typed stays as it is.</summary>
    public void Changed(PersonaSheet sheet) => Sheet = sheet;

    /// <summary>Works on from what is stored.</summary>
    public void Reopen(PersonaSheet sheet)
    {
        _basis = PersonaDesign.Of(sheet.Current);
        (Sheet, Baseline, Form) = (sheet, DesignForm.Of(_basis), DesignForm.Of(_basis));
        (IsBeside, Theirs, Merge, _refusal) = (false, null, null, null);
    }

    /// <summary>Another was there first.</summary>
    public void Overtaken(PersonaSheet theirs)
    {
        Theirs = theirs;
        Merge = new DesignMerge(Baseline, Form, DesignForm.Of(PersonaDesign.Of(theirs.Current)));
    }

    /// <summary>Goes on from the other's work with one's own changes on top of it.</summary>
    public void BringTogether() => GoOnFrom(Merge!.Result());

    /// <summary>Goes on from the other's work alone.</summary>
    public void TakeTheirs() => GoOnFrom(DesignForm.Of(PersonaDesign.Of(Theirs!.Current)));

    private void GoOnFrom(DesignForm form)
    {
        _basis = PersonaDesign.Of(Theirs!.Current);
        (Sheet, Baseline, Form) = (Theirs, DesignForm.Of(_basis), form);
        (IsBeside, Theirs, Merge) = (Sheet.Draft is not null, null, null);
    }
}
