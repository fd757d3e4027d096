namespace VoiceOps.Voice.History.Import;

/// <summary>Problems keep an import from being written; notices say what was decided. A file that is wrong throughout fills neither without end.</summary>
internal sealed class ImportProblems
{
    public const int Most = 200;

    private readonly List<ImportProblem> _problems = [];
    private readonly List<ImportProblem> _notices = [];
    private readonly HashSet<(string File, string What)> _told = [];

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

    /// <summary>For what is the same in every row of a file: its first line tells for all.</summary>
    public void NoticeOnce(string file, int line, string what, string text)
    {
        if (_told.Add((file, what)))
        {
            Notice(file, line, text);
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
