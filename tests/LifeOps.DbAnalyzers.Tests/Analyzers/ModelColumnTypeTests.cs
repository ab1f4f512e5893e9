using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

/// <summary>What the rules about column types in model code (LDB2001, 2010, 2020 to 2024) have in common.</summary>
public sealed class ModelColumnTypeTests
{
    internal static string Model(string configuration, string attribute = "") => $$"""
        using System.ComponentModel.DataAnnotations.Schema;
        using Microsoft.EntityFrameworkCore;

        class Note
        {
            public Guid Id { get; set; }

            {{attribute}}
            public string Value { get; set; } = "";

            public DateTime At { get; set; }
        }

        class Db : DbContext
        {
            protected override void OnModelCreating(ModelBuilder modelBuilder)
            {
                {{configuration}}
            }
        }
        """;

    [Theory]
    [InlineData("timestamp", "LDB2001", "timestamptz")]
    [InlineData("timestamp without time zone", "LDB2001", "timestamptz")]
    [InlineData("timestamp(3) without time zone", "LDB2001", "timestamptz(3)")]
    [InlineData("TIMESTAMP(3)", "LDB2001", "timestamptz(3)")]
    [InlineData("timestamp[]", "LDB2001", "timestamptz[]")]
    [InlineData("pg_catalog.timestamp", "LDB2001", "timestamptz")]
    [InlineData("varchar", "LDB2020", "text")]
    [InlineData("varchar(20)", "LDB2020", "text")]
    [InlineData("character varying(20)", "LDB2020", "text")]
    [InlineData("varchar(20)[]", "LDB2020", "text[]")]
    [InlineData("char(2)", "LDB2021", "text")]
    [InlineData("character(2)", "LDB2021", "text")]
    [InlineData("bpchar", "LDB2021", "text")]
    [InlineData("json", "LDB2022", "jsonb")]
    [InlineData("JSON", "LDB2022", "jsonb")]
    [InlineData("money", "LDB2023", "numeric")]
    [InlineData("timetz", "LDB2024", "time")]
    [InlineData("time(3) with time zone", "LDB2024", "time(3)")]
    public async Task Type_IsReportedAndFixed(string type, string rule, string newType)
    {
        var call = """modelBuilder.Entity<Note>().Property(n => n.Value).HasColumnType("{0}");""";
        var attribute = """[Column(TypeName = "{0}")]""";
        var source = Model(call.Replace("{0}", $"{{|{rule}:{type}|}}"), attribute.Replace("{0}", $"{{|{rule}:{type}|}}"));
        var expected = Model(call.Replace("{0}", newType), attribute.Replace("{0}", newType));
        await (rule switch
        {
            "LDB2001" => CSharpCodeFixVerifier<ModelTimestampWithoutTimeZone, ModelColumnTypeFix>.VerifyCodeFixAsync(source, expected),
            "LDB2020" => CSharpCodeFixVerifier<ModelVarcharColumn, ModelColumnTypeFix>.VerifyCodeFixAsync(source, expected),
            "LDB2023" => CSharpCodeFixVerifier<ModelInexactAmount, ModelColumnTypeFix>.VerifyCodeFixAsync(source, expected),
            "LDB2024" => CSharpCodeFixVerifier<ModelTimeWithTimeZone, ModelColumnTypeFix>.VerifyCodeFixAsync(source, expected),
            "LDB2021" => CSharpCodeFixVerifier<ModelCharColumn, ModelColumnTypeFix>.VerifyCodeFixAsync(source, expected),
            _ => CSharpCodeFixVerifier<ModelJsonColumn, ModelColumnTypeFix>.VerifyCodeFixAsync(source, expected),
        });
    }

    [Theory]
    [InlineData("timestamptz")]
    [InlineData("timestamp with time zone")]
    [InlineData("timestamp(3) with time zone")]
    [InlineData("text")]
    [InlineData("jsonb")]
    [InlineData("\\\"char\\\"")]
    [InlineData("date")]
    [InlineData("app.timestamp")]
    [InlineData("not a type at all")]
    [InlineData("")]
    public async Task OtherType_DoesNotTrigger(string type)
    {
        var source = Model($"""modelBuilder.Entity<Note>().Property(n => n.Value).HasColumnType("{type}");""", $"""[Column(TypeName = "{type}")]""");
        await CSharpAnalyzerVerifier<ModelTimestampWithoutTimeZone>.VerifyAnalyzerAsync(source);
        await CSharpAnalyzerVerifier<ModelVarcharColumn>.VerifyAnalyzerAsync(source);
        await CSharpAnalyzerVerifier<ModelCharColumn>.VerifyAnalyzerAsync(source);
        await CSharpAnalyzerVerifier<ModelJsonColumn>.VerifyAnalyzerAsync(source);
        await CSharpAnalyzerVerifier<ModelSerialId>.VerifyAnalyzerAsync(source);
    }

    [Fact]
    public Task Owner_IsNamed() =>
        CSharpAnalyzerVerifier<ModelJsonColumn>.VerifyAnalyzerAsync(
            Model(
                """
                modelBuilder.Entity<Note>(note => note.Property(n => n.Value).IsRequired().HasColumnType("{|#0:json|}"));
                        modelBuilder.Entity<Note>().Property("Value").HasColumnType("{|#1:json|}");
                """,
                """[Column("value", TypeName = "{|#2:json|}")]"""),
            new DiagnosticResult("LDB2022").WithLocation(0).WithMessage("Note.Value is json; use jsonb"),
            new DiagnosticResult("LDB2022").WithLocation(1).WithMessage("Note.Value is json; use jsonb"),
            new DiagnosticResult("LDB2022").WithLocation(2).WithMessage("Note.Value is json; use jsonb"));

    [Fact]
    public Task Conventions_AreModelCodeToo() =>
        CSharpCodeFixVerifier<ModelTimestampWithoutTimeZone, ModelColumnTypeFix>.VerifyCodeFixAsync(
            """
            using Microsoft.EntityFrameworkCore;

            class Db : DbContext
            {
                protected override void ConfigureConventions(ModelConfigurationBuilder builder) =>
                    builder.Properties<DateTime>().HaveColumnType("{|LDB2001:timestamp without time zone|}");
            }
            """,
            """
            using Microsoft.EntityFrameworkCore;

            class Db : DbContext
            {
                protected override void ConfigureConventions(ModelConfigurationBuilder builder) =>
                    builder.Properties<DateTime>().HaveColumnType("timestamptz");
            }
            """);

    [Fact]
    public Task ConstantByName_IsReportedAtItsUse_AndNotFixed() =>
        CSharpCodeFixVerifier<ModelJsonColumn, ModelColumnTypeFix>.VerifyNoCodeFixAsync("""
            using Microsoft.EntityFrameworkCore;

            class Note
            {
                public string Value { get; set; } = "";
            }

            class Db : DbContext
            {
                private const string Type = "json";

                protected override void OnModelCreating(ModelBuilder modelBuilder) =>
                    modelBuilder.Entity<Note>().Property(n => n.Value).HasColumnType([|Type|]);
            }
            """);

    [Fact]
    public Task Migration_IsHistory() =>
        CSharpAnalyzerVerifier<ModelTimestampWithoutTimeZone>.VerifyAnalyzerAsync("""
            using Microsoft.EntityFrameworkCore;
            using Microsoft.EntityFrameworkCore.Migrations;

            class First : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder)
                {
                }

                protected override void BuildTargetModel(ModelBuilder modelBuilder) =>
                    modelBuilder.Entity("Note").Property<DateTime>("At").HasColumnType("timestamp without time zone");
            }
            """);

    [Fact]
    public Task SameNamesElsewhere_DoNotTrigger() =>
        CSharpAnalyzerVerifier<ModelJsonColumn>.VerifyAnalyzerAsync("""
            class ColumnAttribute : Attribute
            {
                public string? TypeName { get; set; }
            }

            static class Builder
            {
                public static string HasColumnType(this string column, string typeName) => column + typeName;
            }

            class C
            {
                [Column(TypeName = "json")]
                public string Value { get; set; } = "x".HasColumnType("json");
            }
            """);

    [Fact]
    public Task WithoutNpgsqlProvider_DoesNotTrigger() =>
        new CSharpAnalyzerTest<ModelTimestampWithoutTimeZone>
        {
            References = TestReferences.Npgsql | TestReferences.Dapper,
            TestCode = """
                using System.ComponentModel.DataAnnotations.Schema;

                class C
                {
                    [Column(TypeName = "timestamp")]
                    public DateTime At { get; set; }
                }
                """,
        }.RunAsync();
}
