namespace LifeOps.PostgreSql.Rules;

// LDB9xxx: operations of a live server.
public static partial class RuleCatalog
{
    private static Rule[] OperationsRules() => [];
}
