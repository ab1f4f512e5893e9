using System;
using System.Collections.Generic;
using System.Threading;
using LifeOps.PostgreSql.Schema.Folding;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema;

/// <summary>
/// Applies DDL texts, in order, to an empty database: snapshots, hand-written files, <c>pg_dump --schema-only</c> output, folders of migrations.
/// Time is linear in the length of the texts. Not thread-safe; the schemas it returns are immutable.
/// </summary>
public sealed class SchemaBuilder
{
    /// <summary>The newest major version whose behaviour is known.</summary>
    public const int NewestServer = 18;

    private readonly DatabaseState _database;
    private readonly List<SchemaProblem> _problems = [];
    private readonly SchemaFolder _folder;

    /// <summary>An empty database.</summary>
    /// <param name="serverMajor">Major version of the server whose behaviour is followed where versions differ.</param>
    public SchemaBuilder(int serverMajor = NewestServer)
    {
        _database = new(serverMajor);
        _folder = new(_database, _problems);
    }

    /// <summary>What the database contains after all texts.</summary>
    /// <param name="sources">File names, for locations, and their texts.</param>
    /// <param name="serverMajor">Major version of the server whose behaviour is followed where versions differ.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DatabaseSchema Build(IReadOnlyList<(string File, string Text)> sources, CancellationToken cancellationToken = default, int serverMajor = NewestServer)
    {
        if (sources is null)
            throw new ArgumentNullException(nameof(sources));
        var builder = new SchemaBuilder(serverMajor);
        foreach (var (file, text) in sources)
            builder.Apply(file, text, cancellationToken);
        return builder.ToSchema();
    }

    /// <summary>What the database contains after one text.</summary>
    public static DatabaseSchema Build(string text, CancellationToken cancellationToken = default, int serverMajor = NewestServer) =>
        Build([("", text)], cancellationToken, serverMajor);

    /// <summary>Applies a text after those before it, without its down part when it is a migration with both ways. Never throws for what the text holds.</summary>
    public void Apply(string file, string text, CancellationToken cancellationToken = default) =>
        _folder.Apply(file ?? throw new ArgumentNullException(nameof(file)), text ?? throw new ArgumentNullException(nameof(text)), cancellationToken);

    /// <summary>Applies a text that is parsed already after those before it.</summary>
    public void Apply(string file, SqlScript script, CancellationToken cancellationToken = default) =>
        _folder.Apply(file ?? throw new ArgumentNullException(nameof(file)), script ?? throw new ArgumentNullException(nameof(script)), cancellationToken);

    /// <summary>What a table, view, index or sequence is now; null when there is none of that name.</summary>
    internal RelationState? FindRelation(string schema, string name) => _database.FindRelation(schema, name);

    /// <summary>The problems so far.</summary>
    internal IReadOnlyList<SchemaProblem> ToProblems() => _problems;

    /// <summary>What the database contains now.</summary>
    public DatabaseSchema ToSchema() => SchemaSnapshot.Take(_database, _problems);
}
