using System;
using System.Collections.Generic;
using System.Globalization;

namespace LifeOps.PostgreSql.Rules;

/// <summary>What ids are made of in this house (<c>lifeops_db.id_policy</c>).</summary>
public enum IdPolicy
{
    Uuid,
    Identity,
}

/// <summary>How tables are named (<c>lifeops_db.table_naming</c>).</summary>
public enum TableNaming
{
    Plural,
    Singular,
    Any,
}

/// <summary>Whether foreign keys must say what happens on delete (<c>lifeops_db.on_delete</c>).</summary>
public enum OnDeletePolicy
{
    Required,
    Off,
}

/// <summary>What LDB1002 says about all rows of one parent (<c>lifeops_db.per_parent_reads</c>).</summary>
public enum PerParentReads
{
    /// <summary>As severe as reading a whole table where a schema has the table: without one nothing says that a parent has many.</summary>
    Known,

    /// <summary>As severe as reading a whole table.</summary>
    Report,

    /// <summary>A suggestion, whatever the severity of the rule.</summary>
    Suggestion,
    Off,
}

/// <summary>What LDB1002 says about a whole set of EF Core whose table no schema file has (<c>lifeops_db.unknown_tables</c>).</summary>
public enum UnknownTables
{
    /// <summary>Nothing, unless the entity shows that its rows come with use.</summary>
    Growing,

    /// <summary>That it is read whole.</summary>
    Report,
}

/// <summary>What the rules about the number of queries and rows say in a project of tests (<c>lifeops_db.test_projects</c>).</summary>
public enum TestProjects
{
    Off,
    Report,
}

/// <summary>Behind which callees LDB1001 looks for the query of a loop (<c>lifeops_db.callees</c>).</summary>
public enum Callees
{
    /// <summary>Members that do little else than the data access: a repository's, and those that hand on to it.</summary>
    Narrow,

    /// <summary>All, whatever else they do.</summary>
    All,
}

/// <summary>Which transaction migration files run in (<c>lifeops_db.migration_transaction</c>).</summary>
public enum MigrationTransaction
{
    /// <summary>What the tool does that the file's name or comments tell; none where they tell nothing.</summary>
    Auto,
    PerFile,
    None,
}

/// <summary>An option whose value does not exist; the default is used (LDB0004).</summary>
/// <param name="Option">The whole name, with its prefix.</param>
/// <param name="Value">What was written.</param>
/// <param name="Allowed">What could have been written, for people.</param>
public sealed record OptionProblem(string Option, string Value, string Allowed);

/// <summary>An option of analyzer config: its whole name and what it takes.</summary>
/// <param name="Name">The whole name, with its prefix.</param>
/// <param name="Allowed">The values it takes, for people.</param>
/// <param name="Default">The value when it is not set; empty when it has none.</param>
/// <param name="Description">What it changes, in one sentence.</param>
public sealed record RuleOption(string Name, string Allowed, string Default, string Description);

/// <summary>The options of the rules, read once from wherever analyzer config comes from.</summary>
public sealed record RuleOptions
{
    /// <summary>What every option's name starts with.</summary>
    public const string Prefix = "lifeops_db.";

    public const string IdPolicyName = Prefix + "id_policy";
    public const string TableNamingName = Prefix + "table_naming";
    public const string AllowedTableNamesName = Prefix + "allowed_table_names";
    public const string IndexPrefixName = Prefix + "index_prefix";
    public const string OnDeleteName = Prefix + "on_delete";
    public const string LargeTableRowsName = Prefix + "large_table_rows";
    public const string PageSizeName = Prefix + "page_size";
    public const string PerParentReadsName = Prefix + "per_parent_reads";
    public const string FewPerParentName = Prefix + "few_per_parent";
    public const string UnknownTablesName = Prefix + "unknown_tables";
    public const string TestProjectsName = Prefix + "test_projects";
    public const string CalleesName = Prefix + "callees";
    public const string OneTimeCodeName = Prefix + "one_time_code";
    public const string SmallSetsName = Prefix + "small_sets";
    public const string MigrationTransactionName = Prefix + "migration_transaction";
    public const string PgVersionName = Prefix + "pg_version";
    public const string TimescaleDbVersionName = Prefix + "timescaledb_version";

    private static readonly ValueList<string> OneTimeWords = ValueList.Of("backfill", "bootstrap", "migrat", "seed", "startup", "upgrad");

    private static readonly ValueList<string> SmallSetWords = ValueList.Of("countr", "culture", "currenc", "language", "locale", "province", "role", "status", "subtype", "type");

    private const string VersionNumber = "a version number such as 17 or 17.2";

    /// <summary>Every option there is, in the order of the docs.</summary>
    public static ValueList<RuleOption> All { get; } = ValueList.Of(
        new RuleOption(IdPolicyName, "uuid, identity", "uuid", "What primary keys are made of; set explicitly, LDB2011 becomes a warning."),
        new RuleOption(TableNamingName, "plural, singular, any", "plural", "How tables are named."),
        new RuleOption(AllowedTableNamesName, "names with commas between them", "", "Tables whose names the domain gives: no naming rule looks at them (LDB6001, LDB6002, LDB6004, LDB6006)."),
        new RuleOption(IndexPrefixName, "a lower-case name such as idx_, or nothing", "idx_", "What the name of an index starts with."),
        new RuleOption(OnDeleteName, "required, off", "required", "Whether a foreign key must say what happens on delete."),
        new RuleOption(LargeTableRowsName, "a number of rows, 0 or more", "10000", "From how many rows on a table is large; one without an estimate counts as large."),
        new RuleOption(PageSizeName, "a number of rows, 1 or more", "100", "The page that fixes insert."),
        new RuleOption(PerParentReadsName, "known, report, suggestion, off", "known", "How reading all rows of one parent counts (LDB1002): like a whole table where a schema file has it, always like one, as a suggestion, or not at all."),
        new RuleOption(FewPerParentName, "names with commas between them", "", "Tables of which one parent has a few rows: reading all rows of a parent is fine (LDB1002)."),
        new RuleOption(UnknownTablesName, "growing, report", "growing", "Which entities count as large that no schema file has (LDB1002): those whose rows come with use (they belong to other entities and hold a moment, or are users), or all."),
        new RuleOption(TestProjectsName, "off, report", "off", "Whether LDB1001 to LDB1006 look at projects that reference a test framework: the data of tests is small."),
        new RuleOption(CalleesName, "narrow, all", "narrow", "Behind which members LDB1001 looks for the query of a loop: those that do little else than the data access, or all."),
        new RuleOption(OneTimeCodeName, "beginnings of words with commas between them, or none", string.Join(", ", OneTimeWords), "What names of members and types tell that code runs once for a database or a start: LDB1001 to LDB1006 say nothing of its loops and reads."),
        new RuleOption(SmallSetsName, "beginnings of words with commas between them, or none", string.Join(", ", SmallSetWords), "What things are named of which there are a handful: a loop over them is no N+1 (LDB1001, LDB1005), and reading them all is fine where no schema file has them (LDB1002)."),
        new RuleOption(MigrationTransactionName, "auto, per_file, none", "auto", "Which transaction migration files run in, besides the one they write: auto asks the tool that a file's name or comments tell."),
        new RuleOption(PgVersionName, VersionNumber, "", "The PostgreSQL that the SQL runs on."),
        new RuleOption(TimescaleDbVersionName, VersionNumber, "", "The TimescaleDB that the SQL runs on."));

    /// <summary>Nothing set.</summary>
    public static RuleOptions Default { get; } = new();

    public IdPolicy IdPolicy { get; init; } = IdPolicy.Uuid;

    /// <summary>Whether somebody chose the id policy, or it is the default.</summary>
    public bool IdPolicyIsSet { get; init; }

    public TableNaming TableNaming { get; init; } = TableNaming.Plural;

    /// <summary>Tables whose names are not judged, as the server stores them.</summary>
    public ValueList<string> AllowedTableNames { get; init; }

    public string IndexPrefix { get; init; } = "idx_";

    public OnDeletePolicy OnDelete { get; init; } = OnDeletePolicy.Required;

    /// <summary>Rows.</summary>
    public long LargeTableRows { get; init; } = 10_000;

    /// <summary>Rows.</summary>
    public int PageSize { get; init; } = 100;

    public PerParentReads PerParentReads { get; init; } = PerParentReads.Known;

    public UnknownTables UnknownTables { get; init; } = UnknownTables.Growing;

    public TestProjects TestProjects { get; init; } = TestProjects.Off;

    public Callees Callees { get; init; } = Callees.Narrow;

    /// <summary>Beginnings of words, whatever their case.</summary>
    public ValueList<string> OneTimeCode { get; init; } = OneTimeWords;

    /// <summary>Beginnings of words, whatever their case.</summary>
    public ValueList<string> SmallSets { get; init; } = SmallSetWords;

    /// <summary>Tables of which one parent has a few rows, as the server stores their names.</summary>
    public ValueList<string> FewPerParent { get; init; }

    public MigrationTransaction MigrationTransaction { get; init; } = MigrationTransaction.Auto;

    /// <summary>Null when not set: any version that is supported.</summary>
    public Version? PgVersion { get; init; }

    /// <summary>Null when not set.</summary>
    public Version? TimescaleDbVersion { get; init; }

    /// <summary>The options whose values were not understood.</summary>
    public ValueList<OptionProblem> Problems { get; init; }

    /// <summary>Reads all options.</summary>
    /// <param name="valueOf">The value of an option by its whole name; null when it is not set.</param>
    public static RuleOptions Read(Func<string, string?> valueOf)
    {
        var problems = new List<OptionProblem>();
        var defaults = Default;
        var options = new RuleOptions
        {
            IdPolicy = OneOf(IdPolicyName, defaults.IdPolicy, ("uuid", IdPolicy.Uuid), ("identity", IdPolicy.Identity)),
            IdPolicyIsSet = Value(IdPolicyName) is "uuid" or "identity",
            TableNaming = OneOf(
                TableNamingName, defaults.TableNaming, ("plural", TableNaming.Plural), ("singular", TableNaming.Singular), ("any", TableNaming.Any)),
            AllowedTableNames = Names(AllowedTableNamesName),
            IndexPrefix = Name(IndexPrefixName, defaults.IndexPrefix),
            OnDelete = OneOf(OnDeleteName, defaults.OnDelete, ("required", OnDeletePolicy.Required), ("off", OnDeletePolicy.Off)),
            LargeTableRows = Number(LargeTableRowsName, defaults.LargeTableRows, minimum: 0, maximum: long.MaxValue),
            PageSize = (int)Number(PageSizeName, defaults.PageSize, minimum: 1, maximum: int.MaxValue),
            PerParentReads = OneOf(
                PerParentReadsName, defaults.PerParentReads,
                ("known", PerParentReads.Known), ("report", PerParentReads.Report), ("suggestion", PerParentReads.Suggestion), ("off", PerParentReads.Off)),
            FewPerParent = Names(FewPerParentName),
            UnknownTables = OneOf(UnknownTablesName, defaults.UnknownTables, ("growing", UnknownTables.Growing), ("report", UnknownTables.Report)),
            TestProjects = OneOf(TestProjectsName, defaults.TestProjects, ("off", TestProjects.Off), ("report", TestProjects.Report)),
            Callees = OneOf(CalleesName, defaults.Callees, ("narrow", Callees.Narrow), ("all", Callees.All)),
            OneTimeCode = Words(OneTimeCodeName, defaults.OneTimeCode),
            SmallSets = Words(SmallSetsName, defaults.SmallSets),
            MigrationTransaction = OneOf(
                MigrationTransactionName, defaults.MigrationTransaction, ("auto", MigrationTransaction.Auto), ("per_file", MigrationTransaction.PerFile), ("none", MigrationTransaction.None)),
            PgVersion = VersionOf(PgVersionName),
            TimescaleDbVersion = VersionOf(TimescaleDbVersionName),
        };
        return problems.Count == 0 ? options : options with { Problems = new(problems.ToArray()) };

        string? Value(string name) => valueOf(name)?.Trim().ToLowerInvariant();

        T OneOf<T>(string name, T fallback, params (string Text, T Value)[] values)
        {
            if (Value(name) is not { } text)
                return fallback;
            foreach (var candidate in values)
            {
                if (candidate.Text == text)
                    return candidate.Value;
            }

            return Unknown(name, fallback);
        }

        string Name(string name, string fallback)
        {
            if (valueOf(name)?.Trim() is not { } text)
                return fallback;
            foreach (var c in text)
            {
                if (c is not (>= 'a' and <= 'z' or >= '0' and <= '9' or '_'))
                    return Unknown(name, fallback);
            }

            return text;
        }

        ValueList<string> Names(string name)
        {
            var names = new List<string>();
            foreach (var part in (valueOf(name) ?? "").Split(','))
            {
                if (part.Trim() is { Length: > 0 } text)
                    names.Add(text);
            }

            return new(names.ToArray());
        }

        ValueList<string> Words(string name, ValueList<string> fallback) => Value(name) switch
        {
            null => fallback,
            "none" => default,
            _ => Names(name),
        };

        long Number(string name, long fallback, long minimum, long maximum)
        {
            if (Value(name) is not { } text)
                return fallback;
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
                ? number
                : Unknown(name, fallback);
        }

        Version? VersionOf(string name)
        {
            if (Value(name) is not { } text)
                return null;
            return Version.TryParse(text.IndexOf('.') < 0 ? text + ".0" : text, out var version) ? version : Unknown<Version?>(name, null);
        }

        T Unknown<T>(string name, T fallback)
        {
            foreach (var option in All)
            {
                if (option.Name == name)
                    problems.Add(new OptionProblem(name, valueOf(name)!, option.Allowed));
            }

            return fallback;
        }
    }
}
