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

    [Theory]
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
