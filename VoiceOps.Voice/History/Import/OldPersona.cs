namespace VoiceOps.Voice.History.Import;

/// <summary>A persona of the old system.</summary>
internal sealed record OldPersona
{
    public required ImportRecord Record { get; init; }

    public string? Id { get; init; }

    public required string Name { get; init; }

    public string? LlmModel { get; init; }

    public string? SystemPrompt { get; init; }

    public string? Greeting { get; init; }

    public string? VoiceId { get; init; }

    public static OldPersona? Read(ImportRecord record, ImportProblems problems)
    {
        var fields = new FieldReader(record, problems);
        var persona = new OldPersona
        {
            Record = record,
            Id = fields.Id("id"),
            Name = fields.Required("name"),
            LlmModel = fields.Text("llm_model"),
            SystemPrompt = fields.Text("system_prompt"),
            Greeting = fields.Text("greeting"),
            VoiceId = fields.Text("voice_id"),
        };
        return fields.IsGood ? persona : null;
    }
}
