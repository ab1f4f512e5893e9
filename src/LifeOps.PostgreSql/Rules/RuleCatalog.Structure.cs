namespace LifeOps.PostgreSql.Rules;

// LDB4xxx: structure.
public static partial class RuleCatalog
{
    private static Rule[] StructureRules() => [];
}
