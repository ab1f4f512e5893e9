using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>A schema as rules see it, with the statements it was folded from, and where they report.</summary>
public sealed class SchemaContext
{
    private readonly List<SqlFinding> _findings;
    private readonly IReadOnlyList<SchemaScript> _scripts;
    private SchemaTexts? _texts;
    private SchemaLookup? _lookup;
    private IReadOnlyList<Table>? _tables;

    internal SchemaContext(DatabaseSchema schema, IReadOnlyList<SchemaScript> scripts, RuleOptions options, List<SqlFinding> findings)
    {
        Schema = schema;
        _scripts = scripts;
        Options = options;
        _findings = findings;
    }

    public DatabaseSchema Schema { get; }

    public RuleOptions Options { get; }

    /// <summary>
    /// The tables whose shape and names are the reader's: no partitions (their parent says everything), no foreign tables (another server
    /// says it), no temporary tables, none that a tool makes for itself.
    /// </summary>
    public IReadOnlyList<Table> Tables => _tables ??= FindTables();

    /// <summary>The things of the schema by name.</summary>
    internal SchemaLookup Lookup => _lookup ??= SchemaLookup.Of(Schema);

    /// <summary>Where they are written.</summary>
    internal SchemaTexts Texts => _texts ??= new SchemaTexts(_scripts);

    /// <summary>Reports the rule at a place of one of the files.</summary>
    public void Report(Rule rule, SchemaLocation location, ValueList<string> arguments, ValueList<FindingEdit> edits = default, RuleSeverity? severity = null) =>
        _findings.Add(new SqlFinding
        {
            Rule = rule,
            Span = location.Span,
            File = location.File,
            Arguments = arguments,
            Edits = edits,
            Severity = severity ?? rule.Severity,
        });

    private List<Table> FindTables()
    {
        var tables = new List<Table>();
        foreach (var table in Schema.Tables)
        {
            if (table is { Kind: not TableKind.Foreign, PartitionBound: null, IsTemporary: false } && !ToolTables.Contains(table.Name))
                tables.Add(table);
        }

        return tables;
    }
}

/// <summary>One of the files a schema was folded from.</summary>
/// <param name="File">The path, as in <see cref="SchemaLocation.File"/>.</param>
/// <param name="Script">Its statements.</param>
public sealed record SchemaScript(string File, SqlScript Script);
