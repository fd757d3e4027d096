using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Personas.Versions;

/// <summary>Who is on the list, which numbers reach whom, and who answers the rest.</summary>
public sealed partial class PersonaRoster(IDbContextFactory<VoiceOpsContext> contexts, PersonaSheets sheets, PersonaDesigner designer, TimeProvider time)
{
    /// <summary>A new persona with the same design, as a draft.</summary>
    public async Task<DesignResult> DuplicateAsync(long personaId, string author, CancellationToken cancellationToken)
    {
        if (await sheets.FindAsync(personaId, cancellationToken) is not { } sheet)
        {
            return DesignResult.Refused("This persona does not exist any more.");
        }

        var design = PersonaDesign.Of(sheet.Current);
        return await designer.CreateAsync(design with { Name = await CopyNameAsync(design.Name, cancellationToken) }, author, cancellationToken);
    }

    /// <summary>It answers no more: its numbers go to the default persona. Its calls, versions and figures stay.</summary>
    public Task<DesignResult> ArchiveAsync(long personaId, int revision, CancellationToken cancellationToken) =>
        sheets.ChangeAsync(personaId, revision, async (context, persona) =>
        {
            if (persona.IsDefault)
            {
                return DesignResult.Refused("This is the default persona, which answers every number that nobody else does. Make another the default first.");
            }

            await context.PersonaNumbers.Where(row => row.PersonaId == personaId).ExecuteDeleteAsync(cancellationToken);
            persona.ArchivedAt ??= time.GetUtcTime();
            return null;
        }, cancellationToken);

    public Task<DesignResult> RestoreAsync(long personaId, int revision, CancellationToken cancellationToken) =>
        sheets.ChangeAsync(personaId, revision, (_, persona) =>
        {
            persona.ArchivedAt = null;
            return Task.FromResult<DesignResult?>(null);
        }, cancellationToken);

    /// <summary>From now on it answers every number that is assigned to nobody.</summary>
    public Task<DesignResult> MakeDefaultAsync(long personaId, int revision, CancellationToken cancellationToken) =>
        sheets.ChangeAsync(personaId, revision, async (context, persona) =>
        {
            if (persona.ArchivedAt is not null || persona.IsUnpublished)
            {
                return DesignResult.Refused("Only a published persona can answer calls. Publish it first.");
            }

            var former = await context.Personas.Where(row => row.IsDefault && row.Id != personaId).Select(row => row.Id).ToListAsync(cancellationToken);
            // First: the database lets nobody leave it without a default, and itself takes it from the former one.
            persona.IsDefault = true;
            await context.SaveChangesAsync(cancellationToken);
            await context.Personas.Where(row => former.Contains(row.Id))
                .ExecuteUpdateAsync(row => row.SetProperty(value => value.IsDefault, false).SetProperty(value => value.Revision, value => value.Revision + 1), cancellationToken);
            return null;
        }, cancellationToken);

    /// <summary>Calls to the number reach this persona. A number that another has is not taken from it.</summary>
    public Task<DesignResult> AssignAsync(long personaId, int revision, string number, CancellationToken cancellationToken) =>
        sheets.ChangeAsync(personaId, revision, async (context, persona) =>
        {
            var called = Spaces().Replace(number, "");
            if (!E164().IsMatch(called))
            {
                return DesignResult.Refused("Write the number as Twilio does: a plus, the country and the number, such as +14155550123.");
            }

            var row = await context.PersonaNumbers.SingleOrDefaultAsync(value => value.Number == called, cancellationToken);
            if (row is not null && row.PersonaId != personaId)
            {
                var owner = await context.Personas.Where(value => value.Id == row.PersonaId).Select(value => value.Name).SingleAsync(cancellationToken);
                return DesignResult.Refused($"{called} reaches {owner}. Take it away there first.");
            }

            if (persona.ArchivedAt is not null)
            {
                return DesignResult.Refused("An archived persona answers no number. Restore it first.");
            }

            if (row is null)
            {
                context.Add(new PersonaNumber { Number = called, PersonaId = personaId });
            }
            return null;
        }, cancellationToken);

    /// <summary>Calls to the number reach the default persona again.</summary>
    public Task<DesignResult> ReleaseAsync(long personaId, int revision, string number, CancellationToken cancellationToken) =>
        sheets.ChangeAsync(personaId, revision, async (context, _) =>
        {
            await context.PersonaNumbers.Where(row => row.Number == number && row.PersonaId == personaId).ExecuteDeleteAsync(cancellationToken);
            return null;
        }, cancellationToken);

    private async Task<string> CopyNameAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var taken = await context.Personas.Select(persona => persona.Name).ToListAsync(cancellationToken);
        var candidates = Enumerable.Range(1, taken.Count + 1).Select(number => number == 1 ? $"{name} copy" : $"{name} copy {number}");
        return candidates.First(candidate => !taken.Contains(candidate, StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"^\+[1-9]\d{6,14}$")]
    private static partial Regex E164();

    [GeneratedRegex(@"[\s().-]")]
    private static partial Regex Spaces();
}
