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
