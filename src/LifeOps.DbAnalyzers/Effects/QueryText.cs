using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>What a query's own text says about loops around it, without a schema.</summary>
internal sealed class QueryText(SqlTextReader reader, CancellationToken cancellationToken)
{
    /// <summary>Whether all that varies in the text are values, so that one statement with parameters could replace it.</summary>
    public bool TakesValuesOnly(IOperation text)
    {
        if (text.ConstantValue.HasValue)
            return true;

        var texts = reader.Read(text, cancellationToken);
        foreach (var candidate in texts)
        {
            var values = 0;
            foreach (var statement in candidate.Parse(cancellationToken).Statements)
            {
                foreach (var node in statement.DescendantsAndSelf())
                {
                    if (node is HoleExpr)
                        values++;
                }
            }

            if (values != candidate.Options.Holes.Count)
                return false;
        }

        return !texts.IsEmpty;
    }

    /// <summary>
    /// Whether the query gives the same when it is asked again and nothing was written.
    /// </summary>
    public bool IsRepeatable(DataAccessCall query)
    {
        if (query.SqlTexts.IsEmpty)
            return query.Library == DataAccessLibrary.EfCore;
        foreach (var text in query.SqlTexts)
        {
            var texts = reader.Read(text, cancellationToken);
            if (texts.IsEmpty)
                return false;
            foreach (var candidate in texts)
            {
                if (!RepeatableRead.Is(candidate.Parse(cancellationToken)))
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether the text only changes rows and returns none, whatever the method is called that runs it: <c>ExecuteScalar("UPDATE ...")</c>.</summary>
    public bool OnlyChanges(DataAccessCall query)
    {
        foreach (var text in query.SqlTexts)
        {
            var texts = reader.Read(text, cancellationToken);
            if (texts.IsEmpty)
                return false;
            foreach (var candidate in texts)
            {
                var statements = candidate.Parse(cancellationToken).Statements;
                if (statements.Count == 0)
                    return false;
                foreach (var statement in statements)
                {
                    if (statement.Stmt is not (InsertStmt { ReturningClause: null } or UpdateStmt { ReturningClause: null } or DeleteStmt { ReturningClause: null }))
                        return false;
                }
            }
        }

        return !query.SqlTexts.IsEmpty;
    }

    /// <summary>Whether the query reads a window of a larger result that its arguments move.</summary>
    public bool IsWindow(DataAccessCall query)
    {
        for (var current = query.Query?.Unwrap(); current is IInvocationOperation invocation; current = invocation.ReceiverOf()?.Unwrap())
        {
            if (invocation.TargetMethod.Name is "Skip" or "Take")
                return true;
        }

        foreach (var text in query.SqlTexts)
        {
            foreach (var candidate in reader.Read(text, cancellationToken))
            {
                foreach (var statement in candidate.Parse(cancellationToken).Statements)
                {
                    foreach (var node in statement.DescendantsAndSelf())
                    {
                        if (node is SelectStmt select && (select.LimitOffset is not null || select.LimitCount is not null and not A_Const { Kind: ConstantKind.Integer, IntegerValue: 1 }))
                            return true;
                    }
                }
            }
        }

        return false;
    }
}
