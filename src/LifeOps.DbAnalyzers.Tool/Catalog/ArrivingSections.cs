namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>The sections of a catalog while they are read: who asks for one waits until it is there.</summary>
internal sealed class ArrivingSections
{
    private readonly Dictionary<string, TaskCompletionSource<IReadOnlyList<CatalogRow>>> _sections = [];

    public ArrivingSections()
    {
        foreach (var section in (string[])[CatalogSection.Server, .. CatalogSection.Plain, .. CatalogSection.Timescale])
            _sections.Add(section, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>The rows of a section, when they have come.</summary>
    /// <exception cref="Exception">What kept the reader from reading it.</exception>
    public IReadOnlyList<CatalogRow> Wait(string section) => _sections[section].Task.GetAwaiter().GetResult();

    public void Add(string section, IReadOnlyList<CatalogRow> rows) => _sections[section].TrySetResult(rows);

    /// <summary>Gives everybody who waits for a section that has not come the reason.</summary>
    public void Fail(Exception problem)
    {
        foreach (var section in _sections.Values)
            section.TrySetException(problem);
    }
}
