using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

using QualifiedName = LifeOps.PostgreSql.Schema.QualifiedName;

namespace LifeOps.PostgreSql.Rules;

/// <summary>Where the things of a schema are written, and the places around them where an edit can go.</summary>
internal sealed class SchemaTexts
{
    /// <summary>The first comment that pg_dump writes (pg_backup_archiver.c), behind a line of psql at most.</summary>
    private const string DumpHeader = "-- PostgreSQL database dump";

    private const int DumpHeaderEnd = 1000;

    private readonly Dictionary<string, SqlScript> _scripts = [];
    private readonly Dictionary<(string File, int Start), ColumnDef> _columns = [];
    private readonly Dictionary<(string File, int Start), Constraint> _constraints = [];

    private Dictionary<QualifiedName, List<(string File, AlterTableStmt Statement)>>? _alterations;

    public SchemaTexts(IReadOnlyList<SchemaScript> scripts)
    {
        foreach (var script in scripts)
        {
            _scripts[script.File] = script.Script;
            foreach (var statement in script.Script.Statements)
            {
                foreach (var node in statement.Stmt is CreateStmt or CreateForeignTableStmt or AlterTableStmt ? statement.DescendantsAndSelf() : [])
                {
                    if (node is ColumnDef { ColName.IsMissing: false } definition)
                        _columns[(script.File, definition.Span.Start)] = definition;
                    else if (node is Constraint constraint)
                        _constraints[(script.File, constraint.Span.Start)] = constraint;
                }
            }
        }
    }

    /// <summary>The text of a file; null for a file that is not among the scripts.</summary>
    public string? TextOf(string? file) => _scripts.TryGetValue(file ?? "", out var script) ? script.Text : null;

    /// <summary>Whether a file is what pg_dump writes: it tells nothing of what extensions keep in tables of their own.</summary>
    public bool IsDump(string? file) => TextOf(file) is { } text && text.IndexOf(DumpHeader, 0, Math.Min(text.Length, DumpHeaderEnd), StringComparison.Ordinal) >= 0;

    /// <summary>What is written at a place; empty when the file is not there.</summary>
    public string Written(SchemaLocation location) =>
        TextOf(location.File) is { } text && location.Span.End <= text.Length ? location.Span.Of(text) : "";

    /// <summary>How a column is written; null when it comes from elsewhere (LIKE, a parent, a partition, a query).</summary>
    public ColumnDef? DefinitionOf(Column column) =>
        _columns.TryGetValue((column.Location.File ?? "", column.Location.Span.Start), out var definition) ? definition : null;

    /// <summary>How a constraint is written; null when the server makes it.</summary>
    public Constraint? ConstraintAt(SchemaLocation location) =>
        _constraints.TryGetValue((location.File ?? "", location.Span.Start), out var constraint) ? constraint : null;

    /// <summary>What turns on the row security of a table; null when no statement of its own does.</summary>
    public SchemaLocation? RowSecurityOf(Table table, SchemaLookup lookup)
    {
        foreach (var (file, alter) in AlterationsOf(table, lookup))
        {
            foreach (var command in alter.Cmds)
            {
                if (command.Subtype == AlterTableType.EnableRowSecurity)
                    return new SchemaLocation(file, alter.Span);
            }
        }

        return null;
    }

    /// <summary>The last statement that alters a table; null when there is none.</summary>
    public SchemaLocation? LastAlterationOf(Table table, SchemaLookup lookup)
    {
        var alterations = AlterationsOf(table, lookup);
        return alterations.Count == 0 ? null : new SchemaLocation(alterations[alterations.Count - 1].File, alterations[alterations.Count - 1].Statement.Span);
    }

    private List<(string File, AlterTableStmt Statement)> AlterationsOf(Table table, SchemaLookup lookup)
    {
        if (_alterations is null)
        {
            _alterations = [];
            foreach (var script in _scripts)
            {
                foreach (var statement in script.Value.Statements)
                {
                    if (statement.Stmt is not AlterTableStmt alter || lookup.FindTable(alter.Relation) is not { } altered)
                        continue;
                    if (!_alterations.TryGetValue(altered.QualifiedName, out var list))
                        _alterations[altered.QualifiedName] = list = [];
                    list.Add((script.Key, alter));
                }
            }
        }

        return _alterations.TryGetValue(table.QualifiedName, out var found) ? found : [];
    }

    /// <summary>The statement that holds a place.</summary>
    public RawStmt? StatementAt(SchemaLocation location) =>
        _scripts.TryGetValue(location.File ?? "", out var script) && IndexOfStatement(script, location) is >= 0 and var index ? script.Statements[index] : null;

    private static int IndexOfStatement(SqlScript script, SchemaLocation location)
    {
        int low = 0, high = script.Statements.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var statement = script.Statements[middle];
            if (statement.Span.Start > location.Span.Start)
                high = middle - 1;
            else if (statement.Span.End < location.Span.Start)
                low = middle + 1;
            else
                return middle;
        }

        return -1;
    }

    /// <summary>Text that goes behind the type of a column, before anything else that is said of it.</summary>
    public FindingEdit? InsertBehindType(Column column, string text)
    {
        if (DefinitionOf(column) is not { TypeName: { } type } definition || definition.CollClause is not null)
            return null;
        return new FindingEdit(new TextSpan(type.Span.End, 0), text, column.Location.File);
    }

    /// <summary>
    /// A new statement on a line of its own behind the one at a place, and behind the indexes that follow it; null where the text leaves no
    /// clear place for it.
    /// </summary>
    public FindingEdit? InsertStatementBehind(SchemaLocation location, string statement)
    {
        if (!_scripts.TryGetValue(location.File ?? "", out var script) || IndexOfStatement(script, location) is not (>= 0 and var index))
            return null;
        while (index + 1 < script.Statements.Count && script.Statements[index + 1].Stmt is IndexStmt)
            index++;
        var before = script.Statements[index];
        var text = script.Text;
        var at = before.Span.End;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at == text.Length)
            return new FindingEdit(new TextSpan(before.Span.End, 0), ";\n" + statement, location.File);
        if (text[at] != ';')
            return null;

        // A comment behind the semicolon stays with its statement.
        var end = at + 1;
        while (end < text.Length && text[end] is ' ' or '\t')
            end++;
        if (end + 1 < text.Length && text[end] == '-' && text[end + 1] == '-')
            end = text.IndexOf('\n', end) is var newLine and >= 0 ? newLine : text.Length;
        else
            end = at + 1;
        if (end > 0 && text[end - 1] == '\r')
            end--;
        return new FindingEdit(new TextSpan(end, 0), "\n" + statement, location.File);
    }

    /// <summary>The removal of the whole statement that begins at a place, with its line when nothing else stands there.</summary>
    public FindingEdit? RemoveStatement(SchemaLocation location)
    {
        if (StatementAt(location) is not { } statement || TextOf(location.File) is not { } text)
            return null;
        var start = statement.Span.Start;
        var end = statement.Span.End;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
            end++;
        if (end < text.Length && text[end] != ';')
            return null;
        end = Math.Min(end + 1, text.Length);

        var lineStart = start;
        while (lineStart > 0 && text[lineStart - 1] is ' ' or '\t')
            lineStart--;
        var lineEnd = end;
        while (lineEnd < text.Length && text[lineEnd] is ' ' or '\t' or '\r')
            lineEnd++;
        return (lineStart == 0 || text[lineStart - 1] == '\n') && lineEnd < text.Length && text[lineEnd] == '\n'
            ? new FindingEdit(TextSpan.FromBounds(lineStart, lineEnd + 1), "", location.File)
            : new FindingEdit(TextSpan.FromBounds(start, end), "", location.File);
    }
}
