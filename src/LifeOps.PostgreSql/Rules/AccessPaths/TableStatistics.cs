using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>
/// What is known of a table's rows, and what has to be assumed where the snapshot says nothing: from keys, types, checks and,
/// for text, from what the name says.
/// </summary>
internal sealed class TableStatistics
{
    /// <summary>A table without an estimate counts as large: a hundred times what is large.</summary>
    private const double LargeFactor = 100;

    private const double PageSize = 8192;
    private const double RowOverhead = 28;

    /// <summary>The server's guess where it knows nothing (src/include/utils/selfuncs.h: DEFAULT_NUM_DISTINCT).</summary>
    private const double DefaultDistinct = 200;

    private const double DocumentDoubt = 4;

    // Words that a few values stand behind, whatever the table.
    private static readonly HashSet<string> FewValues = new(StringComparer.Ordinal)
    {
        "status", "state", "type", "kind", "category", "role", "level", "priority", "currency", "country", "language", "locale", "gender",
        "source", "channel", "unit", "mode", "severity", "region", "plan", "tier", "platform", "method", "protocol", "theme", "format", "visibility",
    };

    private readonly DatabaseSchema _schema;
    private readonly Dictionary<string, double> _distinct = new(StringComparer.Ordinal);

    public TableStatistics(DatabaseSchema schema, Table table, long largeTableRows)
    {
        _schema = schema;
        Table = table;
        Rows = Math.Max(1, table.RowEstimate ?? Math.Max(1, largeTableRows) * LargeFactor);
        Pages = Math.Max(1, Math.Ceiling(table.SizeInBytes is { } bytes ? bytes / PageSize : Rows * (RowOverhead + RowWidth(table)) / PageSize));
    }

    public Table Table { get; }

    public double Rows { get; }

    /// <summary>Of 8 kB.</summary>
    public double Pages { get; }

    /// <summary>The share of the rows that have one given value.</summary>
    public double EqualitySelectivity(IndexTerm term) => Math.Max(1 / Rows, (1 - NullFraction(term)) / Distinct(term));

    /// <summary>The share of the rows where a column is NULL; null when it is not known.</summary>
    public double? KnownNullFraction(string column) => Table.FindColumn(column) switch
    {
        { IsNotNull: true } => 0,
        { NullFraction: var known } => known,
        _ => null,
    };

    public double NullFraction(IndexTerm term) => term.Column is { } column ? KnownNullFraction(column) ?? 0 : 0;

    /// <summary>How many values a term has; at least 1.</summary>
    public double Distinct(IndexTerm term)
    {
        var key = term.Column ?? "(" + term.Expression;
        if (!_distinct.TryGetValue(key, out var distinct))
            _distinct[key] = distinct = Math.Max(1, Math.Min(Rows, term.Column is { } column ? OfColumn(column) : OfExpression(term.Expression!)));
        return distinct;
    }

    /// <summary>How far the rows lie in the order of the term: 1 for what grows with every insert, 0 where nothing is known.</summary>
    public double Correlation(IndexTerm term)
    {
        if (term.Column is not { } name || Table.FindColumn(name) is not { } column)
            return 0;
        if (column.Identity != IdentityKind.None || column.Serial != SerialKind.None)
            return 1;
        if (Table.Hypertable is { Dimensions: { IsEmpty: false } dimensions } && dimensions[0].Column == name)
            return 1;
        return column.Type is { IsArray: false, IsBuiltIn: true, Name: "timestamptz" or "timestamp" or "date" } && IsNow(column.DefaultExpression) ? 1 : 0;
    }

    /// <summary>Bytes of a value on average.</summary>
    public double Width(IndexTerm term) => term.Column is { } column && Table.FindColumn(column) is { } found ? Width(found.Type) : 16;

    private double OfColumn(string name)
    {
        if (Table.FindColumn(name) is not { } column)
            return DefaultDistinct;
        if (column.DistinctEstimate is { } distinct && distinct != 0)
            return distinct > 0 ? distinct : -distinct * Rows;
        if (IsUnique(name))
            return Rows;
        if (column.Type.Is("bool"))
            return 2;
        if (LabelsOf(column.Type) is { } labels)
            return labels;
        if (ParentRows(name) is { } parents)
            return parents;
        if (CheckedValues(name) is { } values)
            return values;
        return column.Type.IsArray ? DefaultDistinct : column.Type.Name switch
        {
            "uuid" => Rows / 10,
            "timestamptz" or "timestamp" => Rows,
            "date" => 1000,
            "text" or "varchar" or "citext" or "bpchar" => OfText(name),
            "int8" or "int4" when name.EndsWith("_id", StringComparison.Ordinal) => Rows / 20,
            "int2" => 20,
            _ => DefaultDistinct,
        };
    }

    private double OfText(string name)
    {
        var word = name.Substring(name.LastIndexOf('_') + 1);
        return FewValues.Contains(word) || Table.FindColumn(name)?.DefaultExpression is { Length: > 0 } ? 10 : Math.Max(DefaultDistinct, Rows / 10);
    }

    // Of data ->> 'status' the key says what the name of a column says.
    private double OfExpression(string expression)
    {
        var quote = expression.LastIndexOf("->> '", StringComparison.Ordinal);
        if (quote >= 0)
        {
            var end = expression.IndexOf('\'', quote + 5);
            if (end < 0)
                return DefaultDistinct;

            // What a document holds is known less than what a column holds: of two guesses the column is the safer one.
            var guess = OfText(expression.Substring(quote + 5, end - quote - 5));
            return guess > DefaultDistinct ? Math.Max(DefaultDistinct, guess / DocumentDoubt) : guess;
        }

        var open = expression.IndexOf('(');
        var inner = open > 0 ? expression.Substring(open + 1).TrimEnd(')') : "";
        return Table.FindColumn(inner) is not null ? OfColumn(inner) : DefaultDistinct;
    }

    private bool IsUnique(string column)
    {
        foreach (var index in Table.Indexes)
        {
            if (index is { IsUnique: true, Predicate: null, Keys.Count: 1 } && index.Keys[0].Column == column)
                return true;
        }

        return Table.PrimaryKey is { Columns: { Count: 1 } key } && key[0] == column;
    }

    private double? LabelsOf(SqlType type)
    {
        foreach (var candidate in _schema.Enums)
        {
            if (!type.IsArray && candidate.Name == type.Name && candidate.Schema == type.Schema)
                return candidate.Labels.Count;
        }

        return null;
    }

    /// <summary>As many values as there are parents; of parents whose number is not known, one for twenty rows.</summary>
    private double? ParentRows(string column)
    {
        foreach (var key in Table.ForeignKeys)
        {
            if (key.Columns.Count != 1 || key.Columns[0] != column)
                continue;
            foreach (var parent in _schema.Tables)
            {
                if (parent.QualifiedName == key.ReferencedTable)
                    return parent.RowEstimate ?? Rows / 20;
            }

            return Rows / 20;
        }

        return null;
    }

    /// <summary>The values of <c>CHECK (column IN (...))</c>.</summary>
    private double? CheckedValues(string column)
    {
        foreach (var check in Table.Checks)
        {
            if (check.Columns.Count != 1 || check.Columns[0] != column)
                continue;
            var script = SqlParser.Parse("SELECT (" + check.Expression + "\n)");
            if (script.Statements.Count != 1 || script.Statements[0].HasErrors)
                continue;
            foreach (var node in script.Statements[0].DescendantsAndSelf())
            {
                switch (node)
                {
                    case A_Expr { Kind: A_ExprKind.In, Name.Value: "=", Rexpr: ExpressionList list }:
                        return list.Items.Count;
                    case A_Expr { Kind: A_ExprKind.OpAny, Name.Value: "=" } any:
                        foreach (var inner in any.Rexpr.DescendantsAndSelf())
                        {
                            if (inner is A_ArrayExpr array)
                                return array.Elements.Count;
                        }

                        break;
                }
            }
        }

        return null;
    }

    private static bool IsNow(string? expression) =>
        expression is not null && (expression.IndexOf("now()", StringComparison.OrdinalIgnoreCase) >= 0
            || expression.StartsWith("current_", StringComparison.OrdinalIgnoreCase) || expression.IndexOf("clock_timestamp()", StringComparison.OrdinalIgnoreCase) >= 0);

    private static double RowWidth(Table table)
    {
        var width = 0.0;
        foreach (var column in table.Columns)
            width += Width(column.Type);
        return width;
    }

    // Alignment makes small types take 4 or 8 bytes where they stand alone; the averages are those of ordinary business data.
    private static double Width(SqlType type) => type.IsArray ? 48 : type.Name switch
    {
        "bool" => 2,
        "int2" => 3,
        "int4" or "float4" or "date" => 4,
        "int8" or "float8" or "timestamptz" or "timestamp" or "time" or "money" => 8,
        "numeric" => 8,
        "uuid" or "interval" or "timetz" => 16,
        "jsonb" or "json" or "xml" => 250,
        "bytea" => 200,
        "tsvector" => 200,
        _ => 24,
    };
}
