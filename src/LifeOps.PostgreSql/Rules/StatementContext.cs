using System.Collections.Generic;

using LifeOps.PostgreSql.Rules.AccessPaths;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>One statement, or the body of a routine, as rules see it, and where they report.</summary>
public sealed class StatementContext
{
    private readonly List<SqlFinding> _findings;
    private readonly SchemaColumns? _columns;
    private IReadOnlyList<PlacedNode>? _nodes;
    private bool? _isKnown;
    private StatementAccess? _access;
    private IReadOnlyList<TypeUse>? _typeUses;

    internal StatementContext(
        string text, SqlNode root, RoutineBody? body, RuleOptions options, DatabaseSchema? schema, SqlPurpose purpose, string? file, SchemaColumns? columns, List<SqlFinding> findings)
    {
        Text = text;
        Root = root;
        Body = body;
        Options = options;
        Schema = schema;
        Purpose = purpose;
        File = file;
        _columns = columns;
        _findings = findings;
    }

    /// <summary>The whole text that spans refer to.</summary>
    public string Text { get; }

    /// <summary>The statement (<see cref="RawStmt"/>), or a body (<see cref="PLpgSQL_function"/>).</summary>
    public SqlNode Root { get; }

    /// <summary>The code that the statement carries in a string; null when it has none.</summary>
    internal RoutineBody? Body { get; }

    public RuleOptions Options { get; }

    /// <summary>The schema the statement runs against; null when it is not known.</summary>
    public DatabaseSchema? Schema { get; }

    /// <summary>What the text is for; a schema file is a migration too.</summary>
    public SqlPurpose Purpose { get; }

    /// <summary>The things of the schema by name; null when the schema is not known.</summary>
    internal SchemaLookup? Lookup => Schema is null ? null : SchemaLookup.Of(Schema);

    /// <summary>The file when the statement is part of a schema; null otherwise.</summary>
    public string? File { get; }

    /// <summary>
    /// Whether the statement is part of the schema itself: then schema rules look at what became of it, and statement rules
    /// leave that to them.
    /// </summary>
    public bool IsSchemaFile => _columns is not null;

    /// <summary>
    /// Whether the statement is known but for values: nothing of it comes from a place that could also hold a clause, a condition or a name.
    /// </summary>
    public bool IsKnown => _isKnown ??= FindWhetherKnown();

    /// <summary>How the statement reads its tables; made once for all rules that ask.</summary>
    internal StatementAccess Access => _access ??= StatementAccess.Read(this);

    /// <summary>All nodes of the statement.</summary>
    public IReadOnlyList<PlacedNode> Nodes => _nodes ??= PlacedNode.All(Root);

    /// <summary>
    /// The types written in the statement that say what something is. In a schema file those of columns that a later statement
    /// dropped or changed are left out.
    /// </summary>
    public IReadOnlyList<TypeUse> TypeUses => _typeUses ??= FindTypeUses();

    /// <summary>Reports the rule at a place.</summary>
    public void Report(Rule rule, TextSpan span, ValueList<string> arguments, ValueList<FindingEdit> edits = default) =>
        _findings.Add(new SqlFinding { Rule = rule, Span = span, File = File, Arguments = arguments, Edits = edits, Severity = rule.Severity });

    /// <summary>Reports an index that is missing.</summary>
    internal void Report(Rule rule, TextSpan span, ValueList<string> arguments, IndexAdvice advice, ValueList<FindingEdit> edits) =>
        _findings.Add(new SqlFinding { Rule = rule, Span = span, File = File, Arguments = arguments, Edits = edits, Advice = advice, Severity = rule.Severity });

    // A hole behind the last token of the statement is no part of it and may be one all the same.
    private bool FindWhetherKnown()
    {
        var end = Text.IndexOf(';', Root.Span.End);
        var holes = 0;
        for (var i = Root.Span.Start; i < (end < 0 ? Text.Length : end); i++)
        {
            if (Text[i] == SqlHole.Filler)
                holes++;
        }

        foreach (var placed in holes == 0 ? [] : Nodes)
        {
            if (placed.Node is HoleExpr)
                holes--;
        }

        return holes == 0;
    }

    private List<TypeUse> FindTypeUses()
    {
        var uses = TypeUse.FindAll(Text, Nodes);
        uses.RemoveAll(use => use.Kind == TypeUseKind.Column && use.Place.Ancestor<CreateStmt>() is { } table && ToolTables.Contains(table.Relation.Name.Value));
        if (_columns is not null)
            uses.RemoveAll(use => use.Kind is TypeUseKind.Column or TypeUseKind.Attribute && !_columns.Contains(File!, use.Type.Span));
        return uses;
    }
}
