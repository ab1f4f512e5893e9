using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>How one statement reads its tables: the indexes that it misses, and those that its predicates hide from themselves.</summary>
internal sealed class StatementAccess
{
    private static readonly StatementAccess Nothing = new([], [], []);

    private StatementAccess(
        IReadOnlyList<(IndexAdvice Advice, TextSpan Span)> advice, IReadOnlyList<HiddenIndex> hidden, IReadOnlyList<(Table Table, IndexTerm Term, TextSpan Span)> documentKeys)
    {
        Advice = advice;
        Hidden = hidden;
        DocumentKeys = documentKeys;
    }

    public IReadOnlyList<(IndexAdvice Advice, TextSpan Span)> Advice { get; }

    public IReadOnlyList<HiddenIndex> Hidden { get; }

    /// <summary>The keys of JSON documents that the statement filters or joins on, where they stand.</summary>
    public IReadOnlyList<(Table Table, IndexTerm Term, TextSpan Span)> DocumentKeys { get; }

    /// <summary>Nothing for what runs once, for parts of a schema, and for statements that are not known to the last condition.</summary>
    public static StatementAccess Read(StatementContext context)
    {
        if (context.Schema is not { } schema || context.IsSchemaFile || context.Purpose == SqlPurpose.Migration || context.Root is not RawStmt { Stmt: var statement } || !context.IsKnown
            || statement is not (SelectStmt or InsertStmt or UpdateStmt or DeleteStmt))
        {
            return Nothing;
        }

        if (new QueryBlockReader(schema, context.Options.LargeTableRows).Read(statement) is not { } roots)
            return Nothing;
        var advisor = new IndexAdvisor(schema, context.Options);
        return new(advisor.Advise(roots), advisor.FindHidden(roots), DocumentKeysOf(roots));
    }

    private static List<(Table Table, IndexTerm Term, TextSpan Span)> DocumentKeysOf(IReadOnlyList<QueryBlock> roots)
    {
        var keys = new List<(Table Table, IndexTerm Term, TextSpan Span)>();
        foreach (var item in IndexAdvisor.ItemsOf(roots))
        {
            foreach (var condition in item.Conditions)
                Add(item, condition.Term, condition.Span);
            foreach (var join in item.Block.Joins)
            {
                if (join.Touches(item))
                    Add(item, join.TermOf(item), join.Span);
            }
        }

        return keys;

        void Add(QueryItem item, IndexTerm term, TextSpan span)
        {
            if (term.Expression?.IndexOf(" ->> ", StringComparison.Ordinal) > 0)
                keys.Add((item.Table!, term, span));
        }
    }
}
