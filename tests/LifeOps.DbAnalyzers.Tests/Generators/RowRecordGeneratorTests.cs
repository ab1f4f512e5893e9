using LifeOps.DbAnalyzers.Generators;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

public class RowRecordGeneratorTests
{
    private const string Path = "/0/db/app.schema.sql";

    private const string Schema = """
        CREATE TYPE mood AS ENUM ('happy', 'sad');
        CREATE TYPE place AS (latitude float8, longitude float8);

        CREATE TABLE users (
          id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
          full_name  text        NOT NULL,
          feeling    mood,
          created_at timestamptz NOT NULL DEFAULT now()
        );

        CREATE TABLE orders (
          id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          user_id uuid   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          total   numeric(12,2) NOT NULL
        );
        COMMENT ON TABLE orders IS 'What was ordered';

        CREATE VIEW user_totals AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
        """;

    private static readonly string[] AllSteps =
    [
        RowRecordGenerator.Steps.Files, RowRecordGenerator.Steps.Groups, RowRecordGenerator.Steps.Schemas, RowRecordGenerator.Steps.Relations,
        RowRecordGenerator.Steps.Enums, RowRecordGenerator.Steps.Composites, RowRecordGenerator.Steps.Registrations,
    ];

    [Fact]
    public void SchemaFile_GivesAFilePerTableViewAndType()
    {
        var run = new GeneratorRun((Path, Schema));

        Assert.Equal(
            ["App.Database.LifeOpsTypes.g.cs", "App.Database.Mood.g.cs", "App.Database.Order.g.cs", "App.Database.Place.g.cs", "App.Database.User.g.cs", "App.Database.UserTotal.g.cs"],
            run.HintNames.Order());
        Assert.Empty(run.CompilationErrors);
        Assert.Empty(run.Result.Diagnostics);
    }

    [Fact]
    public void OtherFile_GivesNothing() => Assert.Empty(new GeneratorRun(("/0/db/app.sql", Schema)).HintNames);

    [Fact]
    public void CSharpEdit_RunsNothingAgain()
    {
        var run = new GeneratorRun((Path, Schema));

        run.EditCSharp("public class B { public int C; }");

        Assert.All(AllSteps, step => Assert.All(run.Reasons(step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason)));
        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(RowRecordGenerator.Steps.Traits));
        Assert.NotEmpty(run.OutputReasons);
        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void EditOfOneTable_RewritesOneFile()
    {
        var run = new GeneratorRun((Path, Schema));

        run.EditFile(Path, Schema.Replace("full_name  text        NOT NULL", "full_name  text"));

        Assert.Single(run.OutputReasons, reason => reason != IncrementalStepRunReason.Cached);
        Assert.Equal(1, run.Reasons(RowRecordGenerator.Steps.Relations).Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Contains("public string? FullName", run.Source("App.Database.User.g.cs"));
    }

    [Fact]
    public void EditOfOneComment_RewritesOneFile()
    {
        var run = new GeneratorRun((Path, Schema));

        run.EditFile(Path, Schema.Replace("What was ordered", "What was bought"));

        Assert.Single(run.OutputReasons, reason => reason != IncrementalStepRunReason.Cached);
        Assert.Contains("What was bought", run.Source("App.Database.Order.g.cs"));
    }

    [Fact]
    public void EditOfASqlComment_RewritesNothing()
    {
        var run = new GeneratorRun((Path, Schema));

        run.EditFile(Path, "-- moved down by a line\n" + Schema);

        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void TablesThatGiveOneName_AreReportedAtTheSecond()
    {
        var run = new GeneratorRun((Path, "CREATE TABLE users (id int);\nCREATE TABLE \"user\" (id int, \"ID\" int);"));

        Assert.Equal(
            [
                "/0/db/app.schema.sql: (0,13)-(0,18) table public.user and table public.users both give the C# name User; table public.users is generated as PublicUser",
                "/0/db/app.schema.sql: (1,29)-(1,33) column public.user.id and column public.user.ID both give the C# name Id; column public.user.ID is generated as Id2",
            ],
            run.Result.Diagnostics.Where(diagnostic => diagnostic.Id == "LDB0005").Select(diagnostic => $"{diagnostic.Location.GetLineSpan()} {diagnostic.GetMessage()}").Order());
        Assert.Empty(run.CompilationErrors);
    }

    [Fact]
    public void Metadata_SetsTheOptions()
    {
        var run = new GeneratorRun(
            new Dictionary<string, string> { ["LifeOpsNamespace"] = "My.Rows", ["LifeOpsVisibility"] = "internal", ["LifeOpsTimestampType"] = "DateTimeOffset", ["LifeOpsSingularNames"] = "false" },
            (Path, Schema));

        Assert.Contains("internal sealed partial record Users", run.Source("My.Rows.Users.g.cs"));
        Assert.Contains("global::System.DateTimeOffset CreatedAt", run.Source("My.Rows.Users.g.cs"));
        Assert.Empty(run.CompilationErrors);
    }

    [Fact]
    public void GenerateFalse_GivesNothing() => Assert.Empty(new GeneratorRun(new Dictionary<string, string> { ["LifeOpsGenerate"] = "false" }, (Path, Schema)).HintNames);

    [Theory]
    [InlineData("LifeOpsVisibility", "private", "The option LifeOpsVisibility has the value 'private', which does not exist; allowed: public, internal")]
    [InlineData("LifeOpsNamespace", "My..Rows", "The option LifeOpsNamespace has the value 'My..Rows', which does not exist; allowed: a C# namespace")]
    [InlineData("LifeOpsRecordShape", "Class", "The option LifeOpsRecordShape has the value 'Class', which does not exist; allowed: Init, Positional")]
    [InlineData("LifeOpsTypedIds", "yes", "The option LifeOpsTypedIds has the value 'yes', which does not exist; allowed: false, true")]
    [InlineData("LifeOpsTimestampType", "Ticks", "The option LifeOpsTimestampType has the value 'Ticks', which does not exist; allowed: DateTime, DateTimeOffset, Instant")]
    public void UnknownOptionValue_IsReportedAndTheDefaultUsed(string key, string value, string message)
    {
        var run = new GeneratorRun(new Dictionary<string, string> { [key] = value }, (Path, Schema));

        var diagnostic = Assert.Single(run.Result.Diagnostics);
        Assert.Equal("LDB0004", diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Contains("App.Database.User.g.cs", run.HintNames);
    }

    [Fact]
    public void FilesOfOneNamespace_AreOneSchema()
    {
        var run = new GeneratorRun(
            ("/0/db/2.schema.sql", "ALTER TABLE users ADD COLUMN email text NOT NULL; CREATE TABLE user_moods (feeling mood);"),
            ("/0/db/1.schema.sql", Schema));

        Assert.Contains("public required string Email", run.Source("App.Database.User.g.cs"));
        Assert.Contains("public global::App.Database.Mood? Feeling", run.Source("App.Database.UserMood.g.cs"));
        Assert.Empty(run.CompilationErrors);
    }

    [Fact]
    public void Partition_IsFoldedIntoItsParent()
    {
        var run = new GeneratorRun((Path, """
            CREATE TABLE events (id bigint NOT NULL, at timestamptz NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
            """));

        Assert.Equal(["App.Database.Event.g.cs", "App.Database.LifeOpsTypes.g.cs"], run.HintNames.Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("this is no SQL at all ((((")]
    [InlineData("CREATE TABLE")]
    [InlineData("CREATE TABLE a (")]
    [InlineData("CREATE TABLE a (b")]
    [InlineData("CREATE TABLE a (b int, b int, b")]
    [InlineData("CREATE TABLE a (b nosuchtype, c other.type[])")]
    [InlineData("CREATE TYPE a AS ENUM ('x', 'x', '')")]
    [InlineData("CREATE TABLE a (b int); CREATE TABLE a (c int); CREATE VIEW a AS SELECT 1")]
    [InlineData("CREATE VIEW v AS SELECT * FROM nowhere")]
    public void BrokenFile_GivesWhatStandsAndCompiles(string text) => Assert.Empty(new GeneratorRun((Path, text)).CompilationErrors);

    [Fact]
    public void HostileNames_GiveFilesThatTheCompilerTakes()
    {
        var names = HostileSchemaTests.HostileTexts.Where(name => name.Length > 0 && !name.Contains('\0')).Select(name => '"' + name.Replace("\"", "\"\"") + '"').ToList();
        var sql = string.Concat(names.Select(name => $"CREATE TABLE {name} (id uuid PRIMARY KEY, {name} text);\nCOMMENT ON TABLE {name} IS '*/ </summary> \"';\n"));

        var run = new GeneratorRun((Path, sql));

        Assert.Empty(run.CompilationErrors);
        Assert.Equal(names.Count, run.HintNames.Count(name => !name.Contains("LifeOpsTypes")));
    }

    [Fact]
    public void FileCutOffAnywhere_Compiles()
    {
        var run = new GeneratorRun((Path, Schema));
        for (var length = Schema.Length - 1; length >= 0; length -= 7)
        {
            run.EditFile(Path, Schema[..length]);
            Assert.Empty(run.CompilationErrors);
        }
    }
}
