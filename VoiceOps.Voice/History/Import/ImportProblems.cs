namespace VoiceOps.Voice.History.Import;

/// <summary>Problems keep an import from being written; notices say what was decided. A file that is wrong throughout fills neither without end.</summary>
internal sealed class ImportProblems
{
    public const int Most = 200;

    private readonly List<ImportProblem> _problems = [];
    private readonly List<ImportProblem> _notices = [];

    public IReadOnlyList<ImportProblem> Problems => _problems;

    public IReadOnlyList<ImportProblem> Notices => _notices;

    /// <summary>All of them, those beyond <see cref="Most"/> included.</summary>
    public long Count { get; private set; }

    public long NoticeCount { get; private set; }

    public void Problem(string file, int line, string text)
    {
        Count++;
        if (_problems.Count < Most)
        {
            _problems.Add(new ImportProblem(file, line, text));
        }
    }

    public void Notice(string file, int line, string text)
    {
        NoticeCount++;
        if (_notices.Count < Most)
        {
            _notices.Add(new ImportProblem(file, line, text));
        }
    }
}
