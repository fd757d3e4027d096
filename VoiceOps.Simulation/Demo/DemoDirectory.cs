using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Simulation.Demo;

/// <summary>Who a number belongs to; a number of nobody's belongs to the default one.</summary>
internal sealed class DemoDirectory
{
    private readonly Dictionary<string, Account> _accounts;
    private readonly Dictionary<string, Persona> _personas;
    private readonly ILookup<long, PersonaVersion> _versions;
    private readonly Account _defaultAccount;
    private readonly Persona _defaultPersona;

    private DemoDirectory(
        List<Account> accounts, List<AccountNumber> accountNumbers, List<Persona> personas, List<PersonaNumber> personaNumbers, List<PersonaVersion> versions)
    {
        _versions = versions.OrderBy(version => version.Number).ToLookup(version => version.PersonaId);
        _accounts = accountNumbers.ToDictionary(row => row.Number, row => accounts.Single(account => account.Id == row.AccountId));
        _personas = personaNumbers.ToDictionary(row => row.Number, row => personas.Single(persona => persona.Id == row.PersonaId));
        _defaultAccount = accounts.Single(account => account.IsDefault);
        _defaultPersona = personas.Single(persona => persona.IsDefault);
    }

    public static async Task<DemoDirectory> LoadAsync(VoiceOpsContext context, CancellationToken cancellationToken) => new(
        await context.Accounts.AsNoTracking().ToListAsync(cancellationToken),
        await context.AccountNumbers.AsNoTracking().ToListAsync(cancellationToken),
        await context.Personas.AsNoTracking().ToListAsync(cancellationToken),
        await context.PersonaNumbers.AsNoTracking().ToListAsync(cancellationToken),
        await context.PersonaVersions.AsNoTracking().ToListAsync(cancellationToken));

    public Account AccountOf(string number) => _accounts.GetValueOrDefault(number, _defaultAccount);

    public Persona PersonaOf(string number) => _personas.GetValueOrDefault(number, _defaultPersona);

    /// <summary>What was on the line then; the first one for what was before it. Null for a persona that has no version yet.</summary>
    public PersonaVersion? VersionOf(Persona persona, DateTime at) =>
        _versions[persona.Id].LastOrDefault(version => version.PublishedAt <= at) ?? _versions[persona.Id].FirstOrDefault();
}
