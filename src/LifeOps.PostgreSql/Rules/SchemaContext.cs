using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>A schema as rules see it, with the statements it was folded from, and where they report.</summary>
public sealed class SchemaContext
{
    private readonly List<SqlFinding> _findings;
    private readonly IReadOnlyList<SchemaScript> _scripts;
    private Dictionary<(string File, int Start), (ColumnDef Definition, string Text)>? _definitions;

    internal SchemaContext(DatabaseSchema schema, IReadOnlyList<SchemaScript> scripts, RuleOptions options, List<SqlFinding> findings)
    {
        Schema = schema;
        _scripts = scripts;
        Options = options;
        _findings = findings;
    }

    public DatabaseSchema Schema { get; }

    public RuleOptions Options { get; }

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

    /// <summary>How a column is written, and the text it is written in; null when it comes from elsewhere (LIKE, a parent, a partition).</summary>
    public (ColumnDef Definition, string Text)? DefinitionOf(Column column)
    {
        _definitions ??= FindDefinitions();
        return _definitions.TryGetValue((column.Location.File ?? "", column.Location.Span.Start), out var found) ? found : null;
    }

    private Dictionary<(string File, int Start), (ColumnDef Definition, string Text)> FindDefinitions()
    {
        var result = new Dictionary<(string File, int Start), (ColumnDef Definition, string Text)>();
        foreach (var script in _scripts)
        {
            foreach (var statement in script.Script.Statements)
            {
                foreach (var node in statement.Stmt is CreateStmt or AlterTableStmt ? statement.DescendantsAndSelf() : [])
                {
                    if (node is ColumnDef { ColName.IsMissing: false } definition)
                        result[(script.File, definition.Span.Start)] = (definition, script.Script.Text);
                }
            }
        }

        return result;
    }
}

/// <summary>One of the files a schema was folded from.</summary>
/// <param name="File">The path, as in <see cref="SchemaLocation.File"/>.</param>
/// <param name="Script">Its statements.</param>
public sealed record SchemaScript(string File, SqlScript Script);
