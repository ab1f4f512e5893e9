using System.Globalization;

namespace LifeOps.PostgreSql.Rules.Analysis;

/// <summary>
/// LDB0001 for SQL that PostgreSQL 18 accepts and the version in <c>lifeops_db.pg_version</c> does not know yet. One finding for a statement: the
/// server stops at the first.
/// </summary>
public sealed class SyntaxOfNewerVersion : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.SqlSyntaxError;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Options.PgVersion is not { Major: var version })
            return;

        foreach (var placed in context.Nodes)
        {
            var needed = placed.Node.MinimumVersion;
            if (needed <= version)
                continue;
            context.Report(Rule, placed.Node.Span, ValueList.Of(string.Format(
                CultureInfo.InvariantCulture, "this form needs PostgreSQL {0}, and {1} says {2}", needed, RuleOptions.PgVersionName, version)));
            return;
        }
    }
}
