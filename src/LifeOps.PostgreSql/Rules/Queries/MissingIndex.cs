using LifeOps.PostgreSql.Rules.AccessPaths;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>LDB1012: a statement reads a large table whole although an index could lead it to the few rows that it wants.</summary>
public sealed class MissingIndex : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.MissingIndex;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var (advice, span) in context.Access.Advice)
        {
            if (!advice.IsForJson)
                context.Report(Rule, span, advice.Arguments, advice, AdvisedIndexEdit.For(context.Schema!, advice));
        }
    }
}
