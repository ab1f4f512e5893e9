namespace LifeOps.PostgreSql.Rules.DataTypes;

/// <summary>LDB2020: varchar or varchar(n) as the type of a column, domain, parameter or result.</summary>
public sealed class VarcharColumn : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.VarcharColumn;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var use in context.TypeUses)
        {
            // A cast to varchar cuts or converts one value: it is not how data is kept.
            if (use.Kind != TypeUseKind.Cast && use.IsBuiltIn("varchar"))
                context.Report(Rule, use.ElementSpan, ValueList.Of(use.Subject, use.Written), LengthLimitedText.EditsOf(context, use, use.Modifier));
        }
    }
}
