using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Analysis;

/// <summary>
/// LDB0001 in the body of a function, a procedure or a DO block: to the statement itself the body is a string. One finding for a body: the server
/// stops at the first.
/// </summary>
public sealed class BrokenRoutineBody : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.SqlSyntaxError;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Body is not { Diagnostics: { IsEmpty: false } diagnostics })
            return;

        // In a text with holes the body may be anything.
        var error = diagnostics[0];
        if (context.Root.Span.Of(context.Text).IndexOf(SqlHole.Filler) < 0)
            context.Report(Rule, error.Span, ValueList.Of(error.Message));
    }
}
