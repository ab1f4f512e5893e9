namespace LifeOps.PostgreSql.Rules;

// LDB0xxx: the analysis itself.
public static partial class RuleCatalog
{
    public static readonly Rule SqlSyntaxError = new(
        "LDB0001", "SQL that PostgreSQL rejects", "PostgreSQL cannot parse this SQL: {0}", "Analysis", RuleSeverity.Warning,
        "The statement fails at run time with the same message; nothing else about it can be checked.");

    public static readonly Rule StatementNotApplied = new(
        "LDB0002", "Schema statement that could not be applied", "This statement of the schema could not be applied: {0}", "Analysis", RuleSeverity.Warning,
        "The rest of the schema is used; what the statement would have changed is missing from it.");

    public static readonly Rule SchemaMissing = new(
        "LDB0003", "No schema file", "This project runs SQL but has no *.schema.sql file: {0}. Add one as AdditionalFiles (for example db/app.schema.sql).", "Analysis", RuleSeverity.Info,
        "Keys, row estimates and column types come from a schema file; without one the rules that need them stay silent.");

    public static readonly Rule UnknownOptionValue = new(
        "LDB0004", "Option with an unknown value", "The option {0} has the value '{1}', which does not exist; allowed: {2}", "Analysis", RuleSeverity.Warning,
        "The default is used instead.");

    public static readonly Rule CSharpNameCollision = new(
        "LDB0005", "Two names that give one C# name", "{0} and {1} both give the C# name {2}; {1} is generated as {3}", "Analysis", RuleSeverity.Warning,
        "Code that uses the second one reads a name that nobody chose, and the number in it moves when objects are added. Rename one of them.");

    public static readonly Rule UnusedSuppression = new(
        "LDB0006", "Ignore comment that ignores nothing", "The comment ignores {0}, but {1}", "Analysis", RuleSeverity.Warning,
        "What it was written for is mended or moved; left standing it hides the next finding of that rule in the same place.");

    private static Rule[] AnalysisRules() => [
        SqlSyntaxError,
        StatementNotApplied,
        SchemaMissing,
        UnknownOptionValue,
        CSharpNameCollision,
        UnusedSuppression,
    ];
}
