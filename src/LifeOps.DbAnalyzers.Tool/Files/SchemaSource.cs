using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Schema.Migrations;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Files;

/// <summary>A schema on disk: a snapshot or other .sql file, or a folder of migrations.</summary>
internal static class SchemaSource
{
    /// <summary>Folds what a path holds.</summary>
    /// <exception cref="FormatException">A file is no SQL, or was written by a newer tool; the message starts with file, line and column.</exception>
    /// <exception cref="IOException">The path cannot be read.</exception>
    public static async Task<DatabaseSchema> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var files = Directory.Exists(path) ? await MigrationsAsync(path, cancellationToken) : [path];
        var texts = new List<(string File, string Text)>();
        foreach (var file in files)
            texts.Add((file, await File.ReadAllTextAsync(file, cancellationToken)));
        return Fold(texts, cancellationToken);
    }

    /// <summary>Folds texts that are to be one schema.</summary>
    /// <exception cref="FormatException">A text is no SQL, or was written by a newer tool.</exception>
    public static DatabaseSchema Fold(IReadOnlyList<(string File, string Text)> texts, CancellationToken cancellationToken)
    {
        foreach (var (file, text) in texts)
        {
            RequireKnownFormat(file, text);
        }

        var schema = SchemaBuilder.Build(texts, cancellationToken);
        foreach (var problem in schema.Problems)
        {
            if (problem.RuleId == "LDB0001")
                throw Problem(problem.Location.File, texts.First(text => text.File == problem.Location.File).Text, problem.Location.Span, problem.Message);
        }

        return schema;
    }

    /// <exception cref="FormatException">A newer tool wrote the snapshot.</exception>
    public static void RequireKnownFormat(string file, string text)
    {
        if (SnapshotFormat.Read(text) is (> SnapshotFormat.Version and var version, var span))
            throw Problem(file, text, span, $"the snapshot has format {version}, and this lifeops-db reads formats up to {SnapshotFormat.Version}: update the tool (dotnet tool update LifeOps.DbAnalyzers.Tool)");
    }

    private static async Task<IReadOnlyList<string>> MigrationsAsync(string folder, CancellationToken cancellationToken)
    {
        var plan = Path.Combine(folder, "sqitch.plan");
        var files = MigrationFolder.Order(Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories), File.Exists(plan) ? await File.ReadAllTextAsync(plan, cancellationToken) : null);
        return files.Count > 0 ? files : throw new FileNotFoundException("The folder has no .sql file that builds a database up.");
    }

    private static FormatException Problem(string file, string text, TextSpan span, string reason)
    {
        var before = text.AsSpan(0, Math.Min(span.Start, text.Length));
        var line = before.Count('\n') + 1;
        var column = before.Length - before.LastIndexOf('\n');
        return new($"{file}:{line}:{column}: {reason}");
    }
}
