using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Web.Personas;

/// <summary>What one designer has open: the persona as it was read, what is typed over it, and what another did meanwhile.</summary>
public sealed class DesignDesk
{
    private PersonaDesign _basis;

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

    /// <summary>The draft that is there is another's: saving leaves it in the history.</summary>
    public bool IsBeside { get; private set; }

    public bool IsDirty => Form != Baseline;

    /// <summary>There is something to put on the line.</summary>
    public bool CanPublish => Merge is null && Problems.Errors == 0 && (IsDirty || Sheet?.Published is null || Sheet.Draft is not null);

    public PersonaDesign Design => Form.ToDesign(_basis);

    public void Check(DesignFacts facts) => Problems = DesignProblems.Of(Form, facts);

    public void Refuse(string field, string problem) => Problems = Problems.With(field, problem);

    /// <summary>The persona as it stands after one's own change; what was typed since the change was sent stays.</summary>
    public void Saved(PersonaSheet sheet, DesignForm sent)
    {
        var design = PersonaDesign.Of(sheet.Current);
        var typedSince = Form != sent;
        (Sheet, _basis, Baseline, IsBeside) = (sheet, design, DesignForm.Of(design), false);
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
        (IsBeside, Theirs, Merge) = (false, null, null);
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
