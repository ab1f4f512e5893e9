namespace LifeOps.PostgreSql.Rules;

// LDB5xxx: indexes.
public static partial class RuleCatalog
{
    private static Rule[] IndexesRules() => [];
}
