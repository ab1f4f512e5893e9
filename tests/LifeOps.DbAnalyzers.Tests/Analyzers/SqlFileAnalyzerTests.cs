using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class SqlFileAnalyzerTests
{
    private static Task VerifyAsync(string path, string text, params DiagnosticResult[] expected) => VerifyAsync([(path, text)], expected);

    private static Task VerifyAsync((string Path, string Text)[] files, params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<SqlFileAnalyzer> { References = TestReferences.Framework };
        test.AdditionalFiles.AddRange(files);
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    [Fact]
    public Task SyntaxError_IsReportedAtTheToken() => VerifyAsync(
        "db/app.schema.sql",
        "CREATE TABLE users (id uuid PRIMARY KEY);\nCREATE {|#0:TABEL|} orders (id uuid);\nCREATE TABLE items (id uuid PRIMARY KEY);",
        new DiagnosticResult("LDB0001").WithLocation(0).WithMessage("PostgreSQL cannot parse this SQL: syntax error at or near \"TABEL\""));

    [Fact]
    public Task StatementThatDoesNotFit_IsReported() => VerifyAsync(
        "db/app.schema.sql", "CREATE TABLE users (id uuid PRIMARY KEY);\nALTER TABLE {|LDB0002:orders|} ADD COLUMN a int;");

    [Fact]
    public Task Options_AreThoseOfEachFile() => new CSharpAnalyzerTest<SqlFileAnalyzer>
    {
        References = TestReferences.Framework,
        AdditionalFiles =
        {
            ("db/app.schema.sql", "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"),
            ("db/inherited.schema.sql", "CREATE TABLE old_users (id {|LDB2011:bigint|} GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"),
        },
        GlobalConfig = "[/0/db/app.schema.sql]\nlifeops_db.id_policy = identity\n",
    }.RunAsync();

    [Fact]
    public Task SchemaRules_RunOnTheWholeSchema() => VerifyAsync(
        "db/app.schema.sql",
        """
        CREATE TABLE users (id {|LDB2011:bigint|} GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at {|LDB2001:timestamp|}, old timestamp);
        ALTER TABLE users DROP COLUMN old;
        CREATE TABLE logs (id {|LDB2010:bigserial|} PRIMARY KEY);
        """);

    [Fact]
    public Task SchemaFiles_AreFoldedInPathOrder() => VerifyAsync(
    [
        ("db/2.schema.sql", "ALTER TABLE users ADD COLUMN at {|LDB2001:timestamp|};\nALTER TABLE users ALTER COLUMN old TYPE timestamptz;"),
        ("db/1.schema.sql", "CREATE TABLE users (id uuid PRIMARY KEY, old timestamp);"),
    ]);

    private const string TwoNamespaces = """
        [/0/db/orders.schema.sql]
        build_metadata.AdditionalFiles.LifeOpsNamespace = App.Orders
        [/0/db/users.schema.sql]
        build_metadata.AdditionalFiles.LifeOpsNamespace = App.Users

        """;

    [Fact]
    public Task SchemaFilesOfTwoNamespaces_AreTwoDatabases() => new CSharpAnalyzerTest<SqlFileAnalyzer>
    {
        References = TestReferences.Framework,
        AdditionalFiles =
        {
            ("db/orders.schema.sql", "CREATE TABLE notes (id uuid PRIMARY KEY, at {|LDB2001:timestamp|});"),
            ("db/users.schema.sql", "CREATE TABLE notes (id uuid PRIMARY KEY);\nALTER TABLE {|LDB0002:orders|} ADD COLUMN a int;"),
        },
        GlobalConfig = TwoNamespaces,
    }.RunAsync();

    [Fact]
    public Task SchemaFilesOfOneNamespace_AreOneDatabase() => VerifyAsync(
    [
        ("db/orders.schema.sql", "CREATE TABLE notes (id uuid PRIMARY KEY);"),
        ("db/users.schema.sql", "CREATE TABLE {|LDB0002:notes|} (id uuid PRIMARY KEY);"),
    ]);

    // serial is a finding (LDB2010) for the key of a known table only.
    [Theory]
    [InlineData("ALTER TABLE orders ALTER n SET DEFAULT {|LDB2010:nextval('s')|};", "")]
    [InlineData("ALTER TABLE notes ALTER n SET DEFAULT nextval('s');", "")]
    [InlineData("ALTER TABLE notes ALTER n SET DEFAULT {|LDB2010:nextval('s')|}; SELECT id FROM orders;", "")]
    [InlineData("ALTER TABLE notes ALTER n SET DEFAULT nextval('s'); SELECT id FROM users;", "")]
    [InlineData("ALTER TABLE notes ALTER n SET DEFAULT {|LDB2010:nextval('s')|};", "App.Orders")]
    [InlineData("ALTER TABLE notes ALTER n SET DEFAULT nextval('s');", "App.Users")]
    public Task StatementsOfAProjectWithTwoDatabases_RunAgainstTheOneTheyName(string statements, string ofNamespace) => new CSharpAnalyzerTest<SqlFileAnalyzer>
    {
        References = TestReferences.Framework,
        AdditionalFiles =
        {
            ("db/orders.schema.sql", "CREATE TABLE orders (id uuid PRIMARY KEY, n bigint UNIQUE);\nCREATE TABLE notes (id uuid PRIMARY KEY, n bigint UNIQUE);"),
            ("db/users.schema.sql", "CREATE TABLE users (id uuid PRIMARY KEY);\nCREATE TABLE notes (id uuid PRIMARY KEY, n text);"),
            ("migrations/1.sql", "SET lock_timeout = 1000; " + statements),
        },
        GlobalConfig = TwoNamespaces + (ofNamespace.Length > 0 ? "[/0/migrations/1.sql]\nbuild_metadata.AdditionalFiles.LifeOpsNamespace = " + ofNamespace + "\n" : ""),
    }.RunAsync();

    [Fact]
    public Task OtherSqlFiles_AreStatements() => VerifyAsync(
    [
        ("db/app.schema.sql", "CREATE TABLE users (id uuid PRIMARY KEY, n bigint UNIQUE);"),
        ("migrations/1.sql", "{|LDB8010:ALTER|} TABLE users ADD COLUMN at {|LDB2001:timestamp|};\nALTER TABLE users ALTER n SET DEFAULT {|LDB2010:nextval('s')|};\nselect from{|LDB0001:;|}"),
        ("notes.txt", "select from"),
    ]);

    [Fact]
    public Task Migrations_AreCheckedAgainstTheSchema() => VerifyAsync(
    [
        ("db/app.schema.sql", "-- lifeops:rows 20\nCREATE TABLE countries (code text PRIMARY KEY);\nCREATE TABLE users (id uuid PRIMARY KEY, name text NOT NULL);"),
        ("db/migrations/V2__users.sql", "SET lock_timeout = '5s';\n{|LDB8001:CREATE|} INDEX ON users (name);\nCREATE INDEX ON countries (code);\n{|LDB8002:CREATE|} INDEX CONCURRENTLY ON users (name);"),
        ("db/migrations/U2__users.sql", "DROP TABLE users;"),
        ("db/3.sql", "-- migrate:up\n{|LDB8010:ALTER|} TABLE users {|LDB8009:DROP COLUMN name|};\n-- migrate:down\nDROP TABLE users;"),
    ]);

    [Fact]
    public Task MigrationTransaction_IsAnOptionOfTheFile() => new CSharpAnalyzerTest<SqlFileAnalyzer>
    {
        References = TestReferences.Framework,
        AdditionalFiles = { ("db/1.sql", "{|LDB8002:CREATE|} INDEX CONCURRENTLY ON users (name);"), ("db/2.sql", "CREATE INDEX CONCURRENTLY ON users (name);") },
        GlobalConfig = "[/0/db/1.sql]\nlifeops_db.migration_transaction = per_file\n",
    }.RunAsync();

    [Fact]
    public Task IgnoreComments_AreHonoured() => VerifyAsync(
        "db/app.schema.sql",
        """
        -- lifeops:ignore LDB0002 made by another team's script
        ALTER TABLE orders ADD COLUMN a int;
        CREATE TABLE users (
            -- lifeops:ignore LDB2011 numbers are printed on invoices
            id bigint PRIMARY KEY
        );
        """);

    [Fact]
    public Task IgnoreCommentsThatIgnoreNothing_AreReported() => VerifyAsync(
    [
        ("db/app.schema.sql", "-- lifeops:ignore {|LDB0006:LDB4001|}, LDB2011 printed on invoices\nCREATE TABLE users (id bigint PRIMARY KEY);"),
        ("migrations/1.sql", "-- lifeops:ignore {|LDB0006:LDB2001|} {|LDB0006:LDB4711|} LDB1001 gone\nSELECT 1;\nSET lock_timeout = 1000;\nALTER TABLE users ADD COLUMN at timestamptz;"),
    ]);

    [Fact]
    public Task SchemaRules_ReportFromAllGroups() => VerifyAsync(
        "db/app.schema.sql",
        """
        CREATE TABLE {|LDB6002:customer|} (id uuid PRIMARY KEY, {|LDB4004:name|} text);
        CREATE TABLE orders (id uuid PRIMARY KEY, customer_id uuid NOT NULL {|LDB4002:{|LDB5001:REFERENCES customer|}|}, price {|LDB2023:real|});
        CREATE INDEX {|LDB6003:ix_price|} ON orders (price);
        """);

    [Fact]
    public Task NamingOptions_AreRead() => new CSharpAnalyzerTest<SqlFileAnalyzer>
    {
        References = TestReferences.Framework,
        AdditionalFiles = { ("db/app.schema.sql", "CREATE TABLE user_profile (id uuid PRIMARY KEY);\nCREATE TABLE {|LDB6002:invoice|} (id uuid PRIMARY KEY);") },
        Options = { ["lifeops_db.allowed_table_names"] = "user_profile, x" },
    }.RunAsync();

    [Fact]
    public Task IdPolicy_IsReadFromOptions() => new CSharpAnalyzerTest<SqlFileAnalyzer>
    {
        References = TestReferences.Framework,
        AdditionalFiles = { ("db/app.schema.sql", "CREATE TABLE users (id {|#0:bigint|} PRIMARY KEY);") },
        Options = { ["lifeops_db.id_policy"] = "uuid" },
        ExpectedDiagnostics = { new DiagnosticResult("LDB2011").WithLocation(0).WithSeverity(DiagnosticSeverity.Warning) },
    }.RunAsync();

    [Fact]
    public Task EmptyFile_SaysSo() => VerifyAsync(
        "db/app.schema.sql", "{|#0:|}", new DiagnosticResult("LDB0002").WithLocation(0).WithMessage("This statement of the schema could not be applied: the file has no statements"));

    [Fact]
    public Task CommentsOnly_SaysSo() => VerifyAsync("db/app.schema.sql", "{|LDB0002:|}-- nothing yet\n");

    [Fact]
    public Task CutOffFile_IsReportedAtItsEnd_AndTheRestIsUsed() => VerifyAsync(
        "db/app.schema.sql", "CREATE TABLE users (id {|LDB2011:bigint|} PRIMARY KEY);\nCREATE TABLE orders (id uuid PRIMARY KEY, user_id{|LDB0001:|}");

    [Theory]
    [InlineData("q.sql")]
    [InlineData("q.schema.sql")]
    public async Task DeepNesting_IsReportedAsTheServerDoes(string path)
    {
        var diagnostics = await AnalyzeAsync(path, SourceText.From("SELECT " + new string('(', 10_000) + "1" + new string(')', 10_000), Encoding.UTF8));

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal("LDB0001", diagnostic.Id);
        Assert.Contains("memory exhausted at or near", diagnostic.GetMessage());
    }

    [Fact]
    public async Task NotUtf8_IsReportedAtTheFirstCharacter()
    {
        var bytes = Encoding.Latin1.GetBytes("CREATE TABLE ids (id uuid PRIMARY KEY, n text DEFAULT 'é');");

        var diagnostic = Assert.Single(await AnalyzeAsync("app.schema.sql", SourceText.From(new MemoryStream(bytes), Encoding.Latin1)));
        Assert.Equal("LDB0001", diagnostic.Id);
        Assert.Contains("not UTF-8", diagnostic.GetMessage());
        Assert.Equal(55, diagnostic.Location.SourceSpan.Start);

        diagnostic = Assert.Single(await AnalyzeAsync("app.schema.sql", SourceText.From(new MemoryStream(bytes), Encoding.UTF8)));
        Assert.Equal(55, diagnostic.Location.SourceSpan.Start);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rubbish_GivesAFewErrors(int seed)
    {
        var bytes = new byte[200_000];
        new Random(seed).NextBytes(bytes);

        var diagnostics = await AnalyzeAsync("app.schema.sql", SourceText.From(new MemoryStream(bytes), Encoding.Latin1));
        Assert.InRange(diagnostics.Length, 1, 200);
        Assert.All(diagnostics, diagnostic => Assert.StartsWith("LDB000", diagnostic.Id));
    }

    [Fact]
    public async Task NamesFullOfQuotesAndComments_AreShown()
    {
        var diagnostics = await AnalyzeAsync("app.schema.sql", SourceText.From("""
            CREATE TABLE "a ""quoted"" */ {0} name" ("class
            line" timestamp);
            """, Encoding.UTF8));

        Assert.Equal(
            "a \"quoted\" */ {0} name.class\nline is a timestamp without time zone; use timestamptz",
            Assert.Single(diagnostics, diagnostic => diagnostic.Id == "LDB2001").GetMessage());
        Assert.Contains("The table a \"quoted\" */ {0} name has no primary key", diagnostics.Select(diagnostic => diagnostic.GetMessage()));
    }

    [Fact]
    public async Task LargeSnapshot_IsAnalyzedInSeconds()
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 20_000_000; i++)
            text.Append("CREATE TABLE lines_").Append(i).Append(" (id uuid PRIMARY KEY, name text NOT NULL DEFAULT 'a long enough default to fill the file with something', at timestamptz);\n");
        text.Append("CREATE TABLE last_lines (id uuid PRIMARY KEY, at timestamp);");

        var clock = Stopwatch.StartNew();
        var diagnostics = await AnalyzeAsync("app.schema.sql", SourceText.From(text.ToString(), Encoding.UTF8));
        Assert.Equal("LDB2001", Assert.Single(diagnostics).Id);

        // 140,000 tables: work that grows with the square of their number takes hours. Other tests run beside this one.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(180), clock.Elapsed.ToString());
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string path, SourceText text)
    {
        var compilation = CSharpCompilation.Create("Empty", options: new(OutputKind.DynamicallyLinkedLibrary));
        var result = await compilation
            .WithAnalyzers([new SqlFileAnalyzer()], new AnalyzerOptions([new TextFile(path, text)]))
            .GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(result, diagnostic => diagnostic.Id == "AD0001");
        return result;
    }

    private sealed class TextFile(string path, SourceText text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }
}
