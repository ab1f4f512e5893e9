namespace LifeOps.PostgreSql.Rules;

/// <summary>Every rule there is: the one source of diagnostics, report rows, SARIF and the docs.</summary>
/// <remarks>One file per group of ids; only rules that are built stand here.</remarks>
public static partial class RuleCatalog
{
    /// <summary>All rules, by id.</summary>
    public static ValueList<Rule> All => Everything.Rules;

    // In a class of its own: static fields of a partial class have no order across its files.
    private static class Everything
    {
        internal static readonly ValueList<Rule> Rules = ValueList.Of<Rule>(
        [
            .. AnalysisRules(),
            .. QueriesRules(),
            .. DataTypesRules(),
            .. StructureRules(),
            .. IndexesRules(),
            .. NamingRules(),
            .. TimescaleDbRules(),
            .. MigrationsRules(),
            .. OperationsRules(),
        ]);
    }
}
