namespace LifeOps.PostgreSql.Rules;

// LDB8xxx: migrations.
public static partial class RuleCatalog
{
    private static Rule[] MigrationsRules() => [];
}
