namespace LifeOps.PostgreSql.Rules.DataTypes;

/// <summary>LDB2021: char(n) as the type of a column, domain, parameter or result. The one-byte type "char" is another one.</summary>
public sealed class CharColumn : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.CharColumn;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var use in context.TypeUses)
        {
            // char without a length is char(1); bpchar without one has no limit and pads nothing.
            if (use.Kind == TypeUseKind.Cast || !use.IsBuiltIn("bpchar") || (use.Type.Typmods.IsEmpty && IsWrittenBpchar(use)))
                continue;
            context.Report(
                Rule, use.ElementSpan, ValueList.Of(use.Subject, use.Written),
                LengthLimitedText.EditsOf(context, use, use.Modifier ?? (use.Type.Typmods.IsEmpty ? 1 : null)));
        }
    }

    private static bool IsWrittenBpchar(TypeUse use) => use.Written.EndsWith("bpchar", System.StringComparison.OrdinalIgnoreCase);
}
