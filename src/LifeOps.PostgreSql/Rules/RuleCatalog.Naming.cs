namespace LifeOps.PostgreSql.Rules;

// LDB6xxx: names.
public static partial class RuleCatalog
{
    private static Rule[] NamingRules() => [];
}
