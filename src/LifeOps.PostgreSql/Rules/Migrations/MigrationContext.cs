using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>One statement of a migration as rules see it, with the state of the script before it, and where they report.</summary>
public sealed class MigrationContext
{
    private readonly MigrationScript _script;
    private readonly MigrationStatement _statement;
    private readonly List<SqlFinding> _findings;

    internal MigrationContext(
        MigrationScript script, MigrationStatement statement, ScriptState state, RuleOptions options, DatabaseSchema? schema, CodeReferences? code, List<SqlFinding> findings)
    {
        _script = script;
        _statement = statement;
        State = state;
        Options = options;
        Schema = schema;
        Code = code;
        _findings = findings;
    }

    /// <summary>The whole text that spans refer to.</summary>
    public string Text => _script.Script.Text;

    public Statement Statement => _statement.Node;

    /// <summary>What the script did before the statement.</summary>
    public ScriptState State { get; }

    public RuleOptions Options { get; }

    /// <summary>The schema the script runs against; null when it is not known.</summary>
    public DatabaseSchema? Schema { get; }

    /// <summary>What the code still uses; null when it is not known.</summary>
    public CodeReferences? Code { get; }

    /// <summary>Where the code uses a table that the script takes away; null when it does not, or the script makes it anew.</summary>
    public string? UseOf(string? schema, string table) => Code is null || _script.Makes(table, null) ? null : Code.PlaceOfTable(schema, table);

    /// <summary>Where the code uses a column that the script takes away; null when it does not, or the script makes it anew.</summary>
    public string? UseOf(RangeVar table, string column) =>
        Code is null || _script.Makes(table.Name.Value ?? "", column) ? null : Code.PlaceOfColumn(table.Schema.Value, table.Name.Value ?? "", column);

    public MigrationBlock Block => _statement.Block;

    /// <summary>Whether the statement cannot be the only one of its transaction.</summary>
    public bool IsInTransaction => State.IsInTransaction || Block == MigrationBlock.Plain;

    /// <summary>Whether the statement stands in the script itself and outside a transaction: then statements can be put around it.</summary>
    public bool StandsAlone => Block == MigrationBlock.None && !State.IsInTransaction;

    /// <summary>Whether the script is a migration, and no file of queries.</summary>
    public bool ChangesSchema => _script.ChangesSchema;

    /// <summary>Whether the script makes a view with the name of a relation, which so keeps working under it.</summary>
    public bool LeavesView(RangeVar relation) => _script.MakesView(relation.Name.Value);

    /// <summary>Major version of the server; null when the options do not say.</summary>
    public int? PgMajor => Options.PgVersion?.Major;

    /// <summary>The first word of the statement: where a finding about the whole of it is reported.</summary>
    public TextSpan Verb
    {
        get
        {
            var start = Statement.Span.Start;
            var end = start;
            while (end < Statement.Span.End && Text[end] is >= 'a' and <= 'z' or >= 'A' and <= 'Z')
                end++;
            return TextSpan.FromBounds(start, Math.Max(end, start));
        }
    }

    /// <summary>What is known about a relation that the statement names.</summary>
    public MigrationTarget Target(RangeVar relation)
    {
        var (schema, name) = (relation.Schema.Value, relation.Name.Value ?? "");
        return new(
            relation.Schema.IsMissing ? name : schema + "." + name,
            Find(Schema?.Tables ?? default, table => table.Name == name && (string.IsNullOrEmpty(schema) || table.Schema == schema), table => table.Schema == "public"),
            Find(Schema?.Views ?? default, view => view.Name == name && (string.IsNullOrEmpty(schema) || view.Schema == schema), view => view.Schema == "public"),
            State.IsNew(name) || schema == "pg_temp",
            Options.LargeTableRows);
    }

    /// <summary>The table that an index belongs to; null when the schema does not know the index.</summary>
    public Table? TableOfIndex(string? schema, string? index)
    {
        foreach (var table in Schema?.Tables ?? default)
        {
            if (!string.IsNullOrEmpty(schema) && table.Schema != schema)
                continue;
            foreach (var candidate in table.Indexes)
            {
                if (candidate.Name == index)
                    return table;
            }
        }

        return null;
    }

    /// <summary>Reports the rule at a place.</summary>
    public void Report(Rule rule, TextSpan span, ValueList<string> arguments, ValueList<FindingEdit> edits = default, RuleSeverity? severity = null) =>
        _findings.Add(new SqlFinding { Rule = rule, Span = span, Arguments = arguments, Edits = edits, Severity = severity ?? rule.Severity });

    /// <summary>The edit that puts statements on lines of their own before this one.</summary>
    public FindingEdit InsertBefore(string statements) => new(new TextSpan(_statement.Span.Start, 0), statements + "\n");

    /// <summary>The edit that puts statements on lines of their own behind this one.</summary>
    public FindingEdit InsertBehind(string statements)
    {
        var end = _statement.Span.End;
        var at = end;
        while (at < Text.Length && char.IsWhiteSpace(Text[at]))
            at++;
        return at < Text.Length && Text[at] == ';'
            ? new(new TextSpan(at + 1, 0), "\n" + statements)
            : new(new TextSpan(end, 0), ";\n" + statements);
    }

    /// <summary>The edit that puts CONCURRENTLY behind the word INDEX of the statement; null when the word is not found.</summary>
    public FindingEdit? InsertConcurrently()
    {
        var written = Statement.Span.Of(Text);
        foreach (var token in SqlParser.Tokenize(written, SqlParseOptions.Default))
        {
            if (token.End - token.Start == 5 && string.Compare(written, token.Start, "index", 0, 5, StringComparison.OrdinalIgnoreCase) == 0)
                return new(new TextSpan(Statement.Span.Start + token.End, 0), " CONCURRENTLY");
        }

        return null;
    }

    private static T? Find<T>(ValueList<T> items, Func<T, bool> fits, Func<T, bool> isBest) where T : class
    {
        T? found = null;
        foreach (var item in items)
        {
            if (!fits(item))
                continue;
            if (isBest(item))
                return item;
            found ??= item;
        }

        return found;
    }
}
