using MudBlazor;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Web.Personas;

/// <summary>Changes what is stored, says how it went and brings the desk up to date. What is typed outlives a change that fails.</summary>
internal sealed class DesignChanges(DesignDesk desk, IDialogService dialogs, ISnackbar snackbar, CommitSignal commits, ILogger<DesignerPage> logger)
{
    public bool IsBusy { get; private set; }

    /// <summary>A persona that was never stored.</summary>
    public async Task CreateAsync(Func<Task<DesignResult>> create, DesignForm sent, Func<PersonaSheet, string> words) =>
        Take(await TryAsync(create), sent, words);

    /// <summary>A change to what is typed: <paramref name="sent"/> is what was typed when it was sent.</summary>
    public async Task DesignAsync(Func<PersonaSheet, Task<DesignResult>> change, DesignForm sent, Func<PersonaSheet, string> words) =>
        Take(await ChangeAsync(change), sent, words);

    /// <summary>A new persona from this one. Null when there is none, which is told.</summary>
    public async Task<PersonaSheet?> CopyAsync(Func<Task<DesignResult>> copy)
    {
        var result = await TryAsync(copy);
        if (result?.Problem is { } problem)
        {
            snackbar.Add(problem, Severity.Error);
        }

        return result?.Saved;
    }

    private void Take(DesignResult? result, DesignForm sent, Func<PersonaSheet, string> words)
    {
        if (result?.Saved is { } saved)
        {
            desk.Saved(saved, sent);
            Tell(words(saved));
        }
        else if (result?.Theirs is { } theirs)
        {
            desk.Overtaken(theirs);
        }
        else if (result?.Problem is { } problem)
        {
            if (DesignRefusal.Of(result, sent) is { } refusal)
            {
                desk.Refuse(refusal);
            }

            snackbar.Add(problem, Severity.Error);
        }
    }

    /// <summary>A change of the persona that touches nothing of what is typed. Returns what kept it from being done, in words.</summary>
    public async Task<string?> SheetAsync(Func<PersonaSheet, Task<DesignResult>> change, Func<PersonaSheet, string> words)
    {
        var result = await ChangeAsync(change);
        if (result?.Saved is { } saved)
        {
            desk.Changed(saved);
            Tell(words(saved));
        }
        else if (result?.Theirs is { } theirs)
        {
            desk.Overtaken(theirs);
        }

        return result?.Problem;
    }

    /// <summary>The same, with a problem told at once.</summary>
    public async Task SheetOrTellAsync(Func<PersonaSheet, Task<DesignResult>> change, Func<PersonaSheet, string> words)
    {
        if (await SheetAsync(change, words) is { } problem)
        {
            snackbar.Add(problem, Severity.Error);
        }
    }

    /// <summary>The same, asked first. With <paramref name="reopen"/>, what is stored is worked on from there.</summary>
    public async Task AskedAsync(
        string question, string consequence, string yes, Func<PersonaSheet, Task<DesignResult>> change, Func<PersonaSheet, string> words, bool reopen = false)
    {
        if (await dialogs.ShowMessageBoxAsync(question, consequence, yesText: yes, cancelText: "Cancel") != true)
        {
            return;
        }

        var before = desk.Sheet!;
        await SheetOrTellAsync(change, words);
        if (reopen && desk.Sheet is { } sheet && !sheet.HasVersionsOf(before))
        {
            desk.Reopen(sheet);
        }
    }

    /// <summary>When somebody else changed only numbers, the default or the archive, their change is taken and this one is made on top of it.</summary>
    private async Task<DesignResult?> ChangeAsync(Func<PersonaSheet, Task<DesignResult>> change)
    {
        var result = await TryAsync(() => change(desk.Sheet!));
        while (result?.Theirs is { } theirs && theirs.HasVersionsOf(desk.Sheet!))
        {
            desk.Changed(theirs);
            result = await TryAsync(() => change(theirs));
        }

        return result;
    }

    private async Task<DesignResult?> TryAsync(Func<Task<DesignResult>> change)
    {
        if (IsBusy)
        {
            // Pressed twice: the second would be made on what the first one changes.
            return null;
        }

        IsBusy = true;
        try
        {
            return await change();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.PersonaNotSaved(exception, desk.Sheet?.PersonaId);
            snackbar.Add($"It could not be saved: {exception.Message} What you typed is still here.", Severity.Error);
            return null;
        }
        finally
        {
            IsBusy = false;
        }
    }

    private void Tell(string words)
    {
        commits.Raise();
        snackbar.Add(words, Severity.Success);
    }
}
