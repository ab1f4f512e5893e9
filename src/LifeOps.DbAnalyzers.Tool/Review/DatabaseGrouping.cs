using LifeOps.PostgreSql.Schema.Migrations;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>
/// Says which files and projects are about the same database. The schema files of one project are one database, and so are the schema
/// files of one folder that no project names; files named in order are the migrations of the database nearest to them.
/// </summary>
internal sealed class DatabaseGrouping(ReviewInputs inputs, IReadOnlyList<LoadedProject> projects)
{
    private readonly Dictionary<string, SqlSource> _sources = [];

    /// <summary>Files that were found and belong to no database: plain scripts beside a schema.</summary>
    public List<string> LeftOut { get; } = [];

    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<IReadOnlyList<DatabaseSource>> GroupAsync(CancellationToken cancellationToken)
    {
        foreach (var path in inputs.SqlFiles.Concat(projects.SelectMany(project => project.Databases).SelectMany(files => files)).Distinct())
            _sources[path] = await SqlSource.ReadAsync(path, cancellationToken);

        var databases = SchemaGroups();
        var others = inputs.SqlFiles.Where(path => !IsSchema(path)).ToList();
        if (databases.Count == 0)
            databases.AddRange(FromPlainFiles(others));
        else
            AddMigrations(databases, others);
        AddProjectsWithoutSchema(databases);
        return databases;
    }

    private bool IsSchema(string path) => inputs.IsSingleSqlFile || path.EndsWith(".schema.sql", StringComparison.OrdinalIgnoreCase);

    private List<DatabaseSource> SchemaGroups()
    {
        var databases = new List<DatabaseSource>();
        // Code belongs to its project's first database; the files of the others stand for themselves.
        var used = projects.SelectMany(project => project.Databases.Select((files, i) => (Files: files, User: i == 0 ? project : null)));
        foreach (var group in used.GroupBy(use => string.Join('\n', use.Files)))
            databases.Add(Database(group.First().Files, [.. group.Select(use => use.User).OfType<LoadedProject>()]));

        var named = databases.SelectMany(database => database.SchemaFiles).Select(source => source.Path).ToHashSet();
        foreach (var folder in inputs.SqlFiles.Where(path => IsSchema(path) && !named.Contains(path)).GroupBy(path => Path.GetDirectoryName(path)!))
            databases.Add(Database([.. folder], []));
        return databases;
    }

    private DatabaseSource Database(IReadOnlyList<string> files, IReadOnlyList<LoadedProject> users) =>
        new(string.Join(" + ", files.Select(TopicOf)), [.. files.Select(path => _sources[path])], [], users);

    private IEnumerable<DatabaseSource> FromPlainFiles(List<string> files)
    {
        foreach (var folder in files.GroupBy(path => Path.GetDirectoryName(path)!))
        {
            if (IsMigrationFolder(folder))
            {
                yield return new(Path.GetFileName(folder.Key), InOrder(folder), [], [], IsFoldedFromMigrations: true);
                continue;
            }

            foreach (var path in folder)
            {
                if (_sources[path].Script.Statements.Any(statement => statement.Stmt is CreateStmt))
                    yield return Database([path], []);
                else
                    LeftOut.Add(path);
            }
        }
    }

    private void AddMigrations(List<DatabaseSource> databases, List<string> files)
    {
        foreach (var folder in files.GroupBy(path => Path.GetDirectoryName(path)!))
        {
            if (!IsMigrationFolder(folder))
            {
                LeftOut.AddRange(folder);
                continue;
            }

            var nearest = databases.MaxBy(database => SharedLength(folder.Key, Path.GetDirectoryName(database.SchemaFiles[0].Path)!))!;
            databases[databases.IndexOf(nearest)] = nearest with
            {
                Migrations = [.. nearest.Migrations, .. InOrder(folder)],
            };
        }
    }

    private void AddProjectsWithoutSchema(List<DatabaseSource> databases)
    {
        var homes = databases.ToList();
        var homeless = new List<LoadedProject>();
        foreach (var project in projects.Where(project => project.Databases.Count == 0))
        {
            if (HomeOf(project, homes) is not { } home)
                homeless.Add(project);
            else
                databases[home] = databases[home] with { Projects = [.. databases[home].Projects, project] };
        }

        if (homeless.Count > 0)
            databases.Add(new(string.Join(" + ", homeless.Select(project => project.Project.AssemblyName).Distinct()), [], [], homeless));
    }

    /// <summary>
    /// The only database there is, or the only one whose projects refer to this one or are referred to by it: the data layer of a service
    /// rarely holds the schema file itself. Null when that leaves several.
    /// </summary>
    private static int? HomeOf(LoadedProject project, List<DatabaseSource> databases)
    {
        if (databases.Count == 1)
            return 0;
        var graph = project.Project.Solution.GetProjectDependencyGraph();
        var related = graph.GetProjectsThatTransitivelyDependOnThisProject(project.Project.Id)
            .Concat(graph.GetProjectsThatThisProjectTransitivelyDependsOn(project.Project.Id)).ToHashSet();
        var found = Enumerable.Range(0, databases.Count).Where(i => databases[i].Projects.Any(user => related.Contains(user.Project.Id))).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private IReadOnlyList<SqlSource> InOrder(IEnumerable<string> migrations) => [.. MigrationFolder.Order(migrations).Select(path => _sources[path])];

    // Every tool that applies files in order says the order in their names; files of other names are no sequence.
    private static bool IsMigrationFolder(IEnumerable<string> files) => files.All(path =>
    {
        var name = Path.GetFileName(path);
        return char.IsAsciiDigit(name[0]) || name.Length > 1 && name[0] is 'V' or 'B' or 'U' && char.IsAsciiDigit(name[1]) || name.StartsWith("R__", StringComparison.Ordinal);
    });

    private static string TopicOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name.EndsWith(".schema", StringComparison.OrdinalIgnoreCase) ? name[..^".schema".Length] : name;
    }

    private static int SharedLength(string left, string right) => left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
}
