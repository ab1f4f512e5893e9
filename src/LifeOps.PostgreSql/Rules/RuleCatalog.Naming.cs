namespace LifeOps.PostgreSql.Rules;

// LDB6xxx: names.
public static partial class RuleCatalog
{
    public static readonly Rule NotSnakeCase = new(
        "LDB6001", "Name that is not snake_case", "The {0} '{1}' is not in snake_case", "Naming", RuleSeverity.Info,
        "PostgreSQL folds names without quotes to lower case: orderLines becomes orderlines, and \"OrderLines\" has to be quoted in every statement.",
        "snake_case");

    public static readonly Rule TableNameNumber = new(
        "LDB6002", "Table name in the wrong number", "The table '{0}' is not in the {1}", "Naming", RuleSeverity.Info,
        "A table holds many rows. One number for all tables means that nobody has to remember which; lifeops_db.table_naming says which one.",
        "plural table names");

    public static readonly Rule IndexPrefix = new(
        "LDB6003", "Index without the prefix", "The index '{0}' of {1} does not begin with '{2}'", "Naming", RuleSeverity.Info,
        "The name of an index stands alone in plans, logs and error messages: the prefix says that it is one.",
        "index prefix", HasFix: true);

    public static readonly Rule NameThatNeedsQuotes = new(
        "LDB6004", "Name that needs quotes", "The {0} '{1}' needs quotes in every statement: {2}", "Naming", RuleSeverity.Info,
        "One statement without the quotes fails, or means something else: SELECT user gives the role, not the column.",
        "reserved words");

    public static readonly Rule NameTooLong = new(
        "LDB6005", "Name that the server cuts", "'{0}' has {1} bytes; the server keeps 63 of them: '{2}'", "Naming", RuleSeverity.Warning,
        "Longer names are cut with a notice that nobody reads: later statements that use the whole name still work, catalog queries and tools do not find it, and two names may become one.",
        "naming");

    public static readonly Rule MeaninglessName = new(
        "LDB6006", "Name that says nothing", "The {0} name '{1}' does not say what is in it", "Naming", RuleSeverity.Info,
        "The name is all that most readers of a query see.",
        "naming");

    private static Rule[] NamingRules() => [
        NotSnakeCase,
        TableNameNumber,
        IndexPrefix,
        NameThatNeedsQuotes,
        NameTooLong,
        MeaninglessName,
    ];
}
