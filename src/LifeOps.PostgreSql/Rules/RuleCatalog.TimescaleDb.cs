namespace LifeOps.PostgreSql.Rules;

// LDB7xxx: TimescaleDB.
public static partial class RuleCatalog
{
    private static Rule[] TimescaleDbRules() => [];
}
