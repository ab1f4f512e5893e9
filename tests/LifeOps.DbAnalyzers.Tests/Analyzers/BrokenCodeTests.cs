using System.Collections.Immutable;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

/// <summary>Code is broken most of the time while it is written: no analyzer throws on any of it.</summary>
public sealed class BrokenCodeTests
{
    private const int Step = 61;

    private const string Source = """
        using System.ComponentModel.DataAnnotations;
        using System.ComponentModel.DataAnnotations.Schema;
        using Dapper;
        using Microsoft.EntityFrameworkCore;
        using Npgsql;
        using NpgsqlTypes;

        class Note
        {
            [Key] public int Id { get; set; }
            [MaxLength(50), Column("title", TypeName = "varchar(50)")] public string Title { get; set; } = "";
            public DateTime At { get; set; }
        }

        class Db : DbContext
        {
            public DbSet<Note> Notes => Set<Note>();

            protected override void OnModelCreating(ModelBuilder modelBuilder)
            {
                modelBuilder.UseSerialColumns();
                modelBuilder.Entity<Note>(note =>
                {
                    note.HasKey(n => new { n.Id, n.Title });
                    note.Property(n => n.Title).HasMaxLength(20).HasColumnType("char(2)");
                    note.Property("At").HasColumnType("timestamp").HasDefaultValueSql("now()");
                });
            }
        }

        static class Extensions
        {
            public static object Property(this object o) => o;
            public static object HasColumnType(this object o) => o;
        }

        class C
        {
            async Task M(NpgsqlConnection c, NpgsqlDataSource s, Db db, int[] ids)
            {
                // lang=sql
                var text = "select 1 " + $"from t where id = {ids[0]}";
                foreach (var id in ids)
                {
                    await using var command = new NpgsqlCommand(text, c) { CommandText = "select 1" };
                    command.Parameters.AddWithValue("at", NpgsqlDbType.Timestamp, DateTime.Now);
                    await command.ExecuteNonQueryAsync();
                    var note = await db.Notes.FirstAsync(n => n.Id == id);
                    note.At = DateTime.Parse("2024-01-01");
                    await db.SaveChangesAsync();
                    c.Execute(new CommandDefinition("delete from t where id = @id", new { id, at = DateTime.Today }));
                }

                using var batch = new NpgsqlBatch(c) { BatchCommands = { new("select 1"), new() { CommandText = text } } };
                batch.ExecuteReader();
                await c.ExecuteAsync("update t set a = 1 where id = @Id", ids.Select(id => new { Id = id, At = new DateTime(2024, 1, 1) }));
                await foreach (var row in db.Notes.Where(n => n.Title == text).AsAsyncEnumerable()) { }
                db.Database.ExecuteSql($"update t set at = {DateTime.Now}");
                new object().Property().HasColumnType();
                AppContext.SetSwitch("Npgsql.EnableLegacyTimestampBehavior", true);
            }
        }
        """;

    public static TheoryData<int> Parts() => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Prefix_DoesNotThrow(int part)
    {
        for (var length = part * Step; length < Source.Length; length += Step * 12)
            await AnalyzeAsync(Source[..length]);
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task MissingPart_DoesNotThrow(int part)
    {
        for (var start = part * Step; start < Source.Length; start += Step * 12)
            await AnalyzeAsync(Source.Remove(start, Math.Min(7, Source.Length - start)));
    }

    // seen in HicServices/RDMP: ExtractionTimeTimeCoverageAggregatorBucket.cs. Variables that are made from one another in many places: ways through them are as
    // many as there are places, to the power of how far one follows.
    [Fact]
    public async Task TangledVariables_ComeToAnEnd()
    {
        const int Places = 24;
        var tangles = string.Concat(Enumerable.Range(0, Places).Select(i => $$"""
            case {{i}}:
                time = size switch { 1 => time.AddDays(1), 2 => other.AddMonths({{i}}), 3 => time, _ => other };
                other = size switch { 1 => other.AddDays(1), 2 => time.AddMonths({{i}}), 3 => other, _ => time };
                text = size > {{i}} ? text + "a" : tail + text;
                tail = size > {{i}} ? tail + "b" : text + tail;
                command = size > {{i}} ? command : second;
                second = size > {{i}} ? second : command;
                values = size > {{i}} ? new DynamicParameters(values) : new DynamicParameters(more);
                more = size > {{i}} ? new DynamicParameters(more) : new DynamicParameters(values);
                query = size > {{i}} ? query.Where(n => n.Id > {{i}}) : notes;
                notes = size > {{i}} ? notes.OrderBy(n => n.Id) : query;
                list = list.Where(n => n.Id != {{i}}).ToList().Concat(rest).ToList();
                rest = rest.Where(n => n.Id != {{i}}).ToList().Concat(list).ToList();
                break;

            """));
        await AnalyzeAsync(Source + $$"""
            class Tangled
            {
                async Task M(NpgsqlConnection c, Db db, int size, string text, string tail)
                {
                    DateTime time = DateTime.Now, other = DateTime.Today;
                    NpgsqlCommand command = new(text, c), second = new(tail, c);
                    DynamicParameters values = new(new { time }), more = new(new { other });
                    IQueryable<Note> query = db.Notes, notes = db.Notes;
                    List<Note> list = db.Notes.ToList(), rest = query.ToList();
                    while (size-- > 0)
                    {
                        switch (size)
                        {
            {{tangles}}
                        }

                        foreach (var note in list)
                        {
                            command.Parameters.AddWithValue("at", time);
                            command.ExecuteNonQuery();
                            c.Execute(text + note.Id, values);
                            note.At = other;
                            Console.WriteLine(await query.CountAsync(n => n.At > time && n.Id == note.Id));
                        }

                        await db.SaveChangesAsync();
                    }
                }
            }
            """);
    }

    private static async Task AnalyzeAsync(string source)
    {
        var analyzers = typeof(Descriptors).Assembly.GetTypes()
            .Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .ToImmutableArray();
        var diagnostics = await new AnyAnalyzerTest { TestCode = source }.AnalyzeAsync(analyzers);

        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
    }

    private sealed class AnyAnalyzerTest : CSharpAnalyzerTest<SchemaMissing>
    {
        public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(ImmutableArray<DiagnosticAnalyzer> analyzers)
        {
            var (solution, _) = CreateSolution(TestCode, [], []);
            var project = solution.Projects.Single();
            var compilation = await project.GetCompilationAsync();
            return await compilation!.WithAnalyzers(analyzers, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        }
    }
}
