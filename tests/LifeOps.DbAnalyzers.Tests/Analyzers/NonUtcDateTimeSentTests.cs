using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class NonUtcDateTimeSentTests
{
    private const string Schema = """
        CREATE TABLE runs (id uuid PRIMARY KEY, day date NOT NULL, started_at timestamptz NOT NULL);
        CREATE TABLE trips (id uuid PRIMARY KEY, day date NOT NULL);
        """;

    private static string Source(string statements) => $$"""
        using System.Data;
        using System.Globalization;
        using Dapper;
        using Microsoft.EntityFrameworkCore;
        using Npgsql;
        using NpgsqlTypes;

        record Run(Guid Id, DateTime StartedAt);

        class Entry
        {
            public Guid Id { get; set; }
            public DateTime StartedAt { get; set; }
            public DateTime? EndedAt { get; set; }
            [System.ComponentModel.DataAnnotations.Schema.Column(TypeName = "date")]
            public DateTime Day { get; set; }
            [System.ComponentModel.DataAnnotations.Schema.NotMapped]
            public DateTime Shown { get; set; }
        }

        class Db : DbContext
        {
            public DbSet<Entry> Entries => Set<Entry>();
        }

        class C
        {
            void M(NpgsqlConnection connection, NpgsqlCommand command, NpgsqlBinaryImporter importer, Db db, DateTime given, DateTimeOffset offset, string text, DateOnly day, bool yes)
            {
                {{statements}}
            }
        }
        """;

    private static Task VerifyAsync(string statements) =>
        new CSharpAnalyzerTest<NonUtcDateTimeSent>
        {
            TestCode = Source(statements),
            AdditionalFiles = { ("db/app.schema.sql", Schema) },
        }.RunAsync();

    [Theory]
    [InlineData("[|DateTime.Now|]")]
    [InlineData("[|DateTime.Today|]")]
    [InlineData("[|DateTime.Now|].AddDays(1)")]
    [InlineData("[|DateTime.Now|] - TimeSpan.FromDays(1)")]
    [InlineData("[|DateTime.Now|].Date")]
    [InlineData("(object)[|DateTime.Now|]")]
    [InlineData("yes ? [|DateTime.Now|] : DateTime.UtcNow")]
    [InlineData("[|new DateTime(2024, 1, 1)|]")]
    [InlineData("[|new DateTime(2024, 1, 1, 12, 0, 0)|]")]
    [InlineData("[|new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Local)|]")]
    [InlineData("[|new DateTime(day, TimeOnly.MinValue)|]")]
    [InlineData("[|DateTime.Parse(text)|]")]
    [InlineData("[|DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)|]")]
    [InlineData("[|DateTime.ParseExact(text, \"O\", null)|]")]
    [InlineData("[|Convert.ToDateTime(text)|]")]
    [InlineData("[|DateTime.SpecifyKind(given, DateTimeKind.Unspecified)|]")]
    [InlineData("[|given.ToLocalTime()|]")]
    [InlineData("[|offset.LocalDateTime|]")]
    [InlineData("[|offset.DateTime|]")]
    [InlineData("[|day.ToDateTime(TimeOnly.MinValue)|]")]
    [InlineData("[|TimeZoneInfo.ConvertTimeFromUtc(given, TimeZoneInfo.Local)|]")]
    public Task NonUtcValue_IsReported(string value) => VerifyAsync($"command.Parameters.AddWithValue(\"at\", {value});");

    [Theory]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTime.UtcNow.Date")]
    [InlineData("given")]
    [InlineData("given.AddDays(1)")]
    [InlineData("DateTime.Now.ToUniversalTime()")]
    [InlineData("new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)")]
    [InlineData("DateTime.SpecifyKind(given, DateTimeKind.Utc)")]
    [InlineData("DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)")]
    [InlineData("DateTime.Parse(text, null, DateTimeStyles.RoundtripKind)")]
    [InlineData("day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)")]
    [InlineData("offset.UtcDateTime")]
    [InlineData("offset")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("DateTime.Now.Year")]
    [InlineData("DateTime.Now.ToString()")]
    [InlineData("DateTime.Now - given")]
    [InlineData("DateOnly.FromDateTime(DateTime.Now)")]
    [InlineData("DateTime.MinValue")]
    [InlineData("new DateTime()")]
    [InlineData("TimeZoneInfo.ConvertTimeFromUtc(given, TimeZoneInfo.Utc)")]
    public Task OtherValue_DoesNotTrigger(string value) => VerifyAsync($"command.Parameters.AddWithValue(\"at\", {value});");

    [Theory]
    [InlineData("command.Parameters.AddWithValue(\"at\", NpgsqlDbType.TimestampTz, [|DateTime.Now|]);")]
    [InlineData("command.Parameters.AddWithValue([|DateTime.Now|]);")]
    [InlineData("command.Parameters.Add(new NpgsqlParameter(\"at\", [|DateTime.Now|]));")]
    [InlineData("command.Parameters.Add(new NpgsqlParameter<DateTime>(\"at\", [|DateTime.Now|]));")]
    [InlineData("command.Parameters.Add(new() { Value = [|DateTime.Now|] });")]
    [InlineData("command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = [|DateTime.Now|], NpgsqlDbType = NpgsqlDbType.TimestampTz });")]
    [InlineData("command.Parameters.Add(\"at\", NpgsqlDbType.TimestampTz).Value = [|DateTime.Now|];")]
    [InlineData("IDbDataParameter p = command.CreateParameter(); p.Value = [|DateTime.Now|];")]
    [InlineData("var p = command.CreateParameter(); p.DbType = DbType.DateTime; p.Value = [|DateTime.Now|];")]
    [InlineData("importer.Write([|DateTime.Now|]);")]
    [InlineData("importer.Write([|DateTime.Now|], NpgsqlDbType.TimestampTz);")]
    [InlineData("importer.Write([|DateTime.Now|], \"timestamptz\");")]
    [InlineData("connection.Execute(\"insert into runs (started_at) values (@at)\", new { at = [|DateTime.Now|] });")]
    [InlineData("connection.Query<int>(\"select 1 from runs where started_at > @at\", new { at = [|DateTime.Now|] });")]
    [InlineData("connection.Execute(\"x\", new Run(Guid.Empty, [|DateTime.Now|]));")]
    [InlineData("connection.Execute(\"x\", new Entry { StartedAt = [|DateTime.Now|] });")]
    [InlineData("connection.Execute(\"x\", new[] { new { at = [|DateTime.Now|] } });")]
    [InlineData("connection.Execute(\"x\", new[] { 1 }.Select(i => new { i, at = [|DateTime.Now|] }));")]
    [InlineData("connection.Execute(new CommandDefinition(\"x\", new { at = [|DateTime.Now|] }));")]
    [InlineData("var p = new DynamicParameters(); p.Add(\"at\", [|DateTime.Now|]); p.Add(\"at\", [|DateTime.Now|], DbType.DateTime);")]
    [InlineData("connection.Execute(\"x\", new DynamicParameters(new { at = [|DateTime.Now|] }));")]
    [InlineData("connection.Execute(\"x\", new Dictionary<string, object> { { \"at\", [|DateTime.Now|] } });")]
    [InlineData("var now = [|DateTime.Now|]; connection.Execute(\"x\", new { now });")]
    [InlineData("var now = [|DateTime.Now|]; var p = new { now, later = now.AddDays(1) }; connection.Execute(\"x\", p);")]
    [InlineData("db.Database.ExecuteSql($\"update runs set started_at = {[|DateTime.Now|]}\");")]
    [InlineData("db.Entries.FromSql($\"select * from runs where started_at > {[|DateTime.Now|]}\");")]
    [InlineData("db.Database.ExecuteSqlRaw(\"update runs set started_at = {0}\", [|DateTime.Now|]);")]
    [InlineData("db.Entries.ExecuteUpdate(s => s.SetProperty(e => e.StartedAt, [|DateTime.Now|]));")]
    [InlineData("db.Entries.Add(new Entry { StartedAt = [|DateTime.Now|] });")]
    [InlineData("var e = new Entry(); e.EndedAt = [|DateTime.Now|]; db.Add(e);")]
    [InlineData("var e = db.Entries.First(); e.StartedAt = [|DateTime.Now|]; db.SaveChanges();")]
    [InlineData("var since = [|DateTime.Now|].AddDays(-7); db.Entries.Where(e => e.StartedAt > since).ToList();")]
    [InlineData("db.Entries.First(e => e.EndedAt == [|new DateTime(2024, 1, 1)|]);")]
    [InlineData("var since = [|DateTime.Now|]; var found = from e in db.Entries where since <= e.StartedAt select e;")]
    public Task ValueThatIsSent_IsReported(string statements) => VerifyAsync(statements);

    [Theory]
    [InlineData("command.Parameters.AddWithValue(\"day\", NpgsqlDbType.Date, DateTime.Today);")]
    [InlineData("command.Parameters.Add(new NpgsqlParameter(\"day\", NpgsqlDbType.Date) { Value = DateTime.Today });")]
    [InlineData("command.Parameters.Add(new NpgsqlParameter { DbType = DbType.Date, Value = DateTime.Today });")]
    [InlineData("command.Parameters.Add(\"day\", NpgsqlDbType.Date).Value = DateTime.Today;")]
    [InlineData("var p = command.CreateParameter(); p.Value = DateTime.Today; p.DbType = DbType.Date;")]
    [InlineData("command.Parameters[\"day\"].Value = DateTime.Today;")]
    [InlineData("importer.Write(DateTime.Today, NpgsqlDbType.Date);")]
    [InlineData("importer.Write(DateTime.Today, \"date\");")]
    [InlineData("var p = new DynamicParameters(); p.Add(\"day\", DateTime.Today, DbType.Date);")]
    [InlineData("connection.Execute(\"insert into runs (id, day) values (@id, @day)\", new { id = 1, day = DateTime.Today });")]
    [InlineData("connection.Execute(\"update runs set day = @Day\", new { Day = DateTime.Now.Date });")]
    [InlineData("connection.Query<int>(\"select 1 from trips where day >= @from and @to > day\", new { from = DateTime.Today, to = DateTime.Today });")]
    [InlineData("connection.Query<int>(\"select 1 where @day::date > current_date\", new { day = DateTime.Today });")]
    [InlineData("using var x = new NpgsqlCommand(\"update runs set day = @day\", connection); x.Parameters.AddWithValue(\"@day\", DateTime.Today);")]
    [InlineData("db.Entries.Add(new Entry { Day = DateTime.Today, Shown = DateTime.Now });")]
    [InlineData("var e = new Entry { StartedAt = DateTime.Now }; Console.WriteLine(e.StartedAt);")]
    [InlineData("var shown = new { at = DateTime.Now }; Console.WriteLine(shown);")]
    [InlineData("new List<Entry>().Add(new Entry { StartedAt = DateTime.Now });")]
    [InlineData("db.Entries.Where(e => e.StartedAt > DateTime.Now).ToList();")]
    [InlineData("var today = DateTime.Today; db.Entries.Where(e => e.Day == today).ToList();")]
    [InlineData("var now = DateTime.Now; new List<Entry>().Where(e => e.StartedAt > now).ToList();")]
    [InlineData("var now = DateTime.Now; new List<Entry>().AsQueryable().Where(e => e.StartedAt > now).ToList();")]
    [InlineData("var now = DateTime.UtcNow; db.Entries.Where(e => e.StartedAt > now).ToList();")]
    public Task DateOrValueThatIsNotSent_DoesNotTrigger(string statements) => VerifyAsync(statements);

    [Fact]
    public Task OriginSentTwice_IsReportedOnce() =>
        VerifyAsync("var now = [|DateTime.Now|]; connection.Execute(\"x\", new { now }); connection.Execute(\"y\", new { now });");

    [Fact]
    public Task Message_NamesValueAndKind() =>
        CSharpAnalyzerVerifier<NonUtcDateTimeSent>.VerifyAnalyzerAsync(
            Source("command.Parameters.AddWithValue(\"at\", {|#0:DateTime.Now|}); command.Parameters.AddWithValue(\"at\", {|#1:new DateTime(2024, 1, 1)|});"),
            new DiagnosticResult("LDB2002").WithLocation(0)
                .WithMessage("DateTime.Now is a DateTime of kind Local; send UTC (DateTime.UtcNow, DateTimeOffset.UtcNow)"),
            new DiagnosticResult("LDB2002").WithLocation(1)
                .WithMessage("new DateTime(2024, 1, 1) is a DateTime of kind Unspecified; send UTC (DateTime.UtcNow, DateTimeOffset.UtcNow)"));

    [Theory]
    [InlineData("[|DateTime.Now|]", "DateTime.UtcNow")]
    [InlineData("[|DateTime.Now|].AddDays(1)", "DateTime.UtcNow.AddDays(1)")]
    [InlineData("[|System.DateTime.Now|]", "System.DateTime.UtcNow")]
    [InlineData("[|offset.LocalDateTime|]", "offset.UtcDateTime")]
    [InlineData("[|new DateTime(2024, 1, 1)|]", "new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)")]
    [InlineData("[|new DateTime(2024, 1, 1, 12, 0, 0)|]", "new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc)")]
    [InlineData("[|new DateTime(2024, 1, 1, 12, 0, 0, 5)|]", "new DateTime(2024, 1, 1, 12, 0, 0, 5, DateTimeKind.Utc)")]
    [InlineData("[|new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Unspecified)|]", "new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc)")]
    [InlineData("[|DateTime.SpecifyKind(given, DateTimeKind.Unspecified)|]", "DateTime.SpecifyKind(given, DateTimeKind.Utc)")]
    [InlineData("[|day.ToDateTime(TimeOnly.MinValue)|]", "day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)")]
    public Task Fix_SendsUtc(string value, string fixedValue) =>
        CSharpCodeFixVerifier<NonUtcDateTimeSent, NonUtcDateTimeSentFix>.VerifyCodeFixAsync(
            Source($"command.Parameters.AddWithValue(\"at\", {value}); connection.Execute(\"x\", new {{ at = {value} }});"),
            Source($"command.Parameters.AddWithValue(\"at\", {fixedValue}); connection.Execute(\"x\", new {{ at = {fixedValue} }});"));

    [Fact]
    public Task TodayForTimestampTz_IsTheDayInUtc() =>
        CSharpCodeFixVerifier<NonUtcDateTimeSent, NonUtcDateTimeSentFix>.VerifyCodeFixAsync(
            Source("command.Parameters.AddWithValue(\"at\", NpgsqlDbType.TimestampTz, [|DateTime.Today|]);"),
            Source("command.Parameters.AddWithValue(\"at\", NpgsqlDbType.TimestampTz, DateTime.UtcNow.Date);"));

    [Fact]
    public Task LocalThatIsOnlySent_IsFixed() =>
        CSharpCodeFixVerifier<NonUtcDateTimeSent, NonUtcDateTimeSentFix>.VerifyCodeFixAsync(
            Source("var now = [|DateTime.Now|]; connection.Execute(\"x\", new { now });"),
            Source("var now = DateTime.UtcNow; connection.Execute(\"x\", new { now });"));

    [Theory]
    [InlineData("var now = [|DateTime.Now|]; connection.Execute(\"x\", new { now }); Console.WriteLine(now);")]
    [InlineData("connection.Execute(\"x\", new { at = [|DateTime.Today|] });")]
    [InlineData("connection.Execute(\"x\", new { at = [|DateTime.Parse(text)|] });")]
    [InlineData("connection.Execute(\"x\", new { at = [|given.ToLocalTime()|] });")]
    [InlineData("connection.Execute(\"x\", new { at = [|new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Local)|] });")]
    [InlineData("connection.Execute(\"x\", new { at = [|offset.DateTime|] });")]
    public Task MeaningThatWouldChange_IsNotFixed(string statements) =>
        CSharpCodeFixVerifier<NonUtcDateTimeSent, NonUtcDateTimeSentFix>.VerifyNoCodeFixAsync(Source(statements));
}
