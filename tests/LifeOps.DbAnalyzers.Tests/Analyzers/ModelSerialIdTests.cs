using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class ModelSerialIdTests
{
    private const string Head = """
        using Microsoft.EntityFrameworkCore;
        using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

        class Note
        {
            public int Id { get; set; }
        }


        """;

    [Fact]
    public Task UseSerialColumns_BecomeIdentity() =>
        CSharpCodeFixVerifier<ModelSerialId, ModelSerialIdFix>.VerifyCodeFixAsync(
            Head + """
            class Db : DbContext
            {
                protected override void OnModelCreating(ModelBuilder modelBuilder)
                {
                    modelBuilder.[|UseSerialColumns|]();
                    modelBuilder.Entity<Note>().Property(n => n.Id).[|UseSerialColumn|]();
                    modelBuilder.Entity<Note>(note => note.Property(n => n.Id).[|UseSerialColumn|]().HasColumnName("id"));
                }
            }
            """,
            Head + """
            class Db : DbContext
            {
                protected override void OnModelCreating(ModelBuilder modelBuilder)
                {
                    modelBuilder.UseIdentityByDefaultColumns();
                    modelBuilder.Entity<Note>().Property(n => n.Id).UseIdentityByDefaultColumn();
                    modelBuilder.Entity<Note>(note => note.Property(n => n.Id).UseIdentityByDefaultColumn().HasColumnName("id"));
                }
            }
            """);

    [Fact]
    public Task Message_NamesTheProperty() =>
        CSharpAnalyzerVerifier<ModelSerialId>.VerifyAnalyzerAsync(
            Head + """
            class Db : DbContext
            {
                protected override void OnModelCreating(ModelBuilder modelBuilder) =>
                    modelBuilder.Entity<Note>().Property(n => n.Id).{|#0:UseSerialColumn|}();
            }
            """,
            new DiagnosticResult("LDB2010").WithLocation(0).WithMessage("Note.Id is a SERIAL-style id: UseSerialColumn"));

    [Theory]
    [InlineData("serial")]
    [InlineData("bigserial")]
    [InlineData("serial4")]
    public Task SerialColumnType_IsReported(string type) =>
        CSharpCodeFixVerifier<ModelSerialId, ModelSerialIdFix>.VerifyNoCodeFixAsync(Head + $$"""
            class Db : DbContext
            {
                protected override void OnModelCreating(ModelBuilder modelBuilder) =>
                    modelBuilder.Entity<Note>().Property(n => n.Id).HasColumnType("[|{{type}}|]");
            }
            """);

    [Fact]
    public Task Strategy_IsReportedWhereItIsSet() =>
        CSharpAnalyzerVerifier<ModelSerialId>.VerifyAnalyzerAsync(Head + """
            class Db : DbContext
            {
                protected override void OnModelCreating(ModelBuilder modelBuilder)
                {
                    modelBuilder.Entity<Note>().Property(n => n.Id)
                        .HasAnnotation("Npgsql:ValueGenerationStrategy", [|NpgsqlValueGenerationStrategy.SerialColumn|]);
                }

                static bool IsSerial(NpgsqlValueGenerationStrategy strategy) => strategy == NpgsqlValueGenerationStrategy.SerialColumn;
            }
            """);

    [Fact]
    public Task IdentityColumns_DoNotTrigger() =>
        CSharpAnalyzerVerifier<ModelSerialId>.VerifyAnalyzerAsync(Head + """
            class Db : DbContext
            {
                protected override void OnModelCreating(ModelBuilder modelBuilder)
                {
                    modelBuilder.UseIdentityAlwaysColumns();
                    modelBuilder.Entity<Note>().Property(n => n.Id).UseIdentityByDefaultColumn();
                }
            }
            """);

    [Fact]
    public Task SameNamesElsewhere_DoNotTrigger() =>
        CSharpAnalyzerVerifier<ModelSerialId>.VerifyAnalyzerAsync("""
            static class Builder
            {
                public static object UseSerialColumn(this object column) => column;
            }

            class C
            {
                object M(object column) => column.UseSerialColumn();
            }
            """);
}
