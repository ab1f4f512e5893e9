using System.Collections.Immutable;
using System.Globalization;
using LifeOps.PostgreSql.Rules.AccessPaths;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>The properties of a diagnostic about a missing index: what a report needs of the advice without reading the message.</summary>
public static class AdviceProperties
{
    /// <summary>The CREATE INDEX statement, without the semicolon.</summary>
    public const string Ddl = "ddl";

    /// <summary>The table, with its schema.</summary>
    public const string Table = "table";

    /// <summary>The name of the index.</summary>
    public const string Index = "index";

    /// <summary>What the index serves.</summary>
    public const string Serves = "serves";

    /// <summary>The expected effect, for people.</summary>
    public const string Effect = "effect";

    /// <summary>Rows of the table; absent without an estimate.</summary>
    public const string Rows = "rows";

    internal static ImmutableDictionary<string, string?> Add(ImmutableDictionary<string, string?>? properties, IndexAdvice advice)
    {
        var result = (properties ?? ImmutableDictionary<string, string?>.Empty)
            .Add(Ddl, advice.Ddl)
            .Add(Table, advice.Table.ToString())
            .Add(Index, advice.Name)
            .Add(Serves, advice.Serves)
            .Add(Effect, advice.Effect);
        return advice.TableRows is { } rows ? result.Add(Rows, rows.ToString(CultureInfo.InvariantCulture)) : result;
    }
}
