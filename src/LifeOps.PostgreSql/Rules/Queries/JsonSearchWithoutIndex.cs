using LifeOps.PostgreSql.Rules.AccessPaths;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>LDB1014: a statement searches inside the JSON documents of a large table, and no GIN or expression index knows what is in them.</summary>
public sealed class JsonSearchWithoutIndex : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.JsonSearchWithoutIndex;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var (advice, span) in context.Access.Advice)
        {
            if (advice.IsForJson)
                context.Report(Rule, span, advice.Arguments, advice, AdvisedIndexEdit.For(context.Schema!, advice));
        }
    }
}
