using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class ModelVarcharColumnTests
{
    [Fact]
    public Task HasMaxLength_BecomesText() =>
        CSharpCodeFixVerifier<ModelVarcharColumn, ModelMaxLengthFix>.VerifyCodeFixAsync(
            ModelColumnTypeTests.Model("modelBuilder.Entity<Note>().Property(n => n.Value).[|HasMaxLength|](50).IsRequired();"),
            ModelColumnTypeTests.Model("modelBuilder.Entity<Note>().Property(n => n.Value).HasColumnType(\"text\").IsRequired();"));

    [Fact]
    public Task Message_SaysWhatTheColumnIs() =>
        CSharpAnalyzerVerifier<ModelVarcharColumn>.VerifyAnalyzerAsync(
            ModelColumnTypeTests.Model("modelBuilder.Entity<Note>().Property(n => n.Value).{|#0:HasMaxLength|}(50);"),
            new DiagnosticResult("LDB2020").WithLocation(0)
                .WithMessage("Note.Value is varchar(50); use text, with a CHECK constraint where the length matters"));

    [Fact]
    public Task Convention_BecomesText() =>
        CSharpCodeFixVerifier<ModelVarcharColumn, ModelMaxLengthFix>.VerifyCodeFixAsync(
            """
            using Microsoft.EntityFrameworkCore;

            class Db : DbContext
            {
                protected override void ConfigureConventions(ModelConfigurationBuilder builder)
                {
                    builder.Properties<string>().[|HaveMaxLength|](100);
                    builder.Properties<byte[]>().HaveMaxLength(100);
                }
            }
            """,
            """
            using Microsoft.EntityFrameworkCore;

            class Db : DbContext
            {
                protected override void ConfigureConventions(ModelConfigurationBuilder builder)
                {
                    builder.Properties<string>().HaveColumnType("text");
                    builder.Properties<byte[]>().HaveMaxLength(100);
                }
            }
            """);

    [Fact]
    public Task FixedLength_IsChar()
    {
        var source = ModelColumnTypeTests.Model("modelBuilder.Entity<Note>().Property(n => n.Value).HasMaxLength(2).{|#0:IsFixedLength|}();");
        return CSharpAnalyzerVerifier<ModelCharColumn>.VerifyAnalyzerAsync(
            source, new DiagnosticResult("LDB2021").WithLocation(0).WithMessage("Note.Value is char(n), padded with blanks; use text"));
    }

    [Theory]
    [InlineData("modelBuilder.Entity<Note>().Property(n => n.Value).HasMaxLength(2).IsFixedLength();")]
    [InlineData("modelBuilder.Entity<Note>().Property(n => n.Value).HasMaxLength(50).HasColumnType(\"text\");")]
    [InlineData("modelBuilder.Entity<Note>().Property(n => n.Value).HasColumnType(\"text\").HasMaxLength(50);")]
    [InlineData("modelBuilder.Entity<Note>().Property(n => n.At).HasMaxLength(50);")]
    [InlineData("modelBuilder.Entity<Note>().Property<byte[]>(\"Hash\").HasMaxLength(32);")]
    public Task LengthWithoutVarchar_DoesNotTrigger(string configuration) =>
        CSharpAnalyzerVerifier<ModelVarcharColumn>.VerifyAnalyzerAsync(ModelColumnTypeTests.Model(configuration));

    [Fact]
    public Task ColumnTypeByAttribute_Decides() =>
        CSharpAnalyzerVerifier<ModelVarcharColumn>.VerifyAnalyzerAsync(
            ModelColumnTypeTests.Model("modelBuilder.Entity<Note>().Property(n => n.Value).HasMaxLength(50);", "[Column(TypeName = \"text\")]"));
}
