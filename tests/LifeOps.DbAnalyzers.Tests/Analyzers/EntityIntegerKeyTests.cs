using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class EntityIntegerKeyTests
{
    private const string Head = """
        using System.ComponentModel.DataAnnotations;
        using System.ComponentModel.DataAnnotations.Schema;
        using Microsoft.EntityFrameworkCore;

        """;

    // seen in dotnet/eShop: Entity.cs
    [Fact]
    public async Task PropertiesInAnotherProject_AreReportedThere()
    {
        MetadataReference[] references = [.. ReferenceSets.Get(TestReferences.EfCore)];
        var options = new Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        var domain = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            "Domain", [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("public abstract class Entity { public int Id { get; set; } } public class Note : Entity { [System.ComponentModel.DataAnnotations.MaxLength(20)] public string Text { get; set; } = \"\"; }")], references, options);
        var service = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            "Service", [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("using Microsoft.EntityFrameworkCore; public class Db : DbContext { public DbSet<Note> Notes => Set<Note>(); }")], [.. references, domain.ToMetadataReference()], options);

        Assert.Empty(await Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions.WithAnalyzers(service, [new EntityIntegerKey(), new EntityStringLength()], (Microsoft.CodeAnalysis.Diagnostics.AnalyzerOptions?)null).GetAnalyzerDiagnosticsAsync());
    }

    private static string Source(string members, string configuration = "", string attributes = "") => Head + $$"""
        class Other
        {
            public Guid Id { get; set; }
        }

        {{attributes}}
        class Note
        {
            {{members}}
        }

        class Db : DbContext
        {
            public DbSet<Note> Notes => Set<Note>();

            protected override void OnModelCreating(ModelBuilder modelBuilder)
            {
                {{configuration}}
            }
        }
        """;

    [Theory]
    [InlineData("public int {|#0:Id|} { get; set; }", "Note.Id", "int")]
    [InlineData("public long {|#0:NoteId|} { get; set; }", "Note.NoteId", "long")]
    [InlineData("public short {|#0:id|} { get; set; }", "Note.id", "short")]
    [InlineData("[Key] public int {|#0:Number|} { get; set; }", "Note.Number", "int")]
    public Task IntegerKey_IsInfo(string member, string key, string type) =>
        CSharpAnalyzerVerifier<EntityIntegerKey>.VerifyAnalyzerAsync(
            Source(member),
            new DiagnosticResult("LDB2011").WithLocation(0).WithSeverity(DiagnosticSeverity.Info)
                .WithMessage($"The primary key {key} is {type}; the id policy is uuid"));

    [Theory]
    [InlineData("public int [|Number|] { get; set; } public Guid Id { get; set; }", "modelBuilder.Entity<Note>().HasKey(n => n.Number);")]
    [InlineData("public int [|Number|] { get; set; } public Guid Id { get; set; }", "modelBuilder.Entity<Note>(note => note.HasKey(\"Number\"));")]
    [InlineData("public int [|Id|] { get; set; }", "modelBuilder.Entity<Note>().Property(n => n.Id).UseIdentityAlwaysColumn();")]
    public Task KeyByModelCode_IsReported(string members, string configuration) =>
        CSharpAnalyzerVerifier<EntityIntegerKey>.VerifyAnalyzerAsync(Source(members, configuration));

    [Fact]
    public Task KeyOfABaseClass_IsReportedOnce() =>
        CSharpAnalyzerVerifier<EntityIntegerKey>.VerifyAnalyzerAsync(Head + """
            abstract class Entity
            {
                public int [|Id|] { get; set; }
            }

            class Note : Entity { }

            class Item : Entity { }

            class Db : DbContext
            {
                public DbSet<Note> Notes => Set<Note>();
                public DbSet<Item> Items => Set<Item>();
            }
            """);

    [Theory]
    [InlineData("public Guid Id { get; set; }")]
    [InlineData("public string Id { get; set; } = \"\";")]
    [InlineData("public int Count { get; set; }")]
    [InlineData("[Key] public Guid Key { get; set; } public int Id { get; set; }")]
    [InlineData("[Key, DatabaseGenerated(DatabaseGeneratedOption.None)] public int Year { get; set; }")]
    [InlineData("[Key, ForeignKey(nameof(Other))] public int OtherKey { get; set; } public Other? Other { get; set; }")]
    [InlineData("[Key] public int OtherId { get; set; } public Other? Other { get; set; }")]
    [InlineData("[Key, Column(TypeName = \"uuid\")] public int Id { get; set; }")]
    [InlineData("[NotMapped] public int Id { get; set; }")]
    public Task OtherKey_DoesNotTrigger(string members) =>
        CSharpAnalyzerVerifier<EntityIntegerKey>.VerifyAnalyzerAsync(Source(members));

    [Theory]
    [InlineData("public int Id { get; set; }", "modelBuilder.Entity<Note>().HasNoKey();")]
    [InlineData("public int A { get; set; } public int B { get; set; } public int Id { get; set; }", "modelBuilder.Entity<Note>().HasKey(n => new { n.A, n.B });")]
    [InlineData("public int A { get; set; } public int Id { get; set; }", "modelBuilder.Entity<Note>().HasKey(\"A\", \"Id\");")]
    [InlineData("public int Id { get; set; }", "modelBuilder.Entity<Note>().Property(n => n.Id).ValueGeneratedNever();")]
    [InlineData("public int Id { get; set; }", "modelBuilder.Entity<Note>().Property(n => n.Id).UseSerialColumn();")]
    [InlineData("public int Id { get; set; }", "modelBuilder.UseSerialColumns();")]
    [InlineData("public int Id { get; set; }", "modelBuilder.Entity<Note>().Property(n => n.Id).HasConversion<string>();")]
    [InlineData("public int Id { get; set; }", "modelBuilder.Entity<Note>().HasOne<Other>().WithOne().HasForeignKey<Note>(n => n.Id);")]
    public Task KeyThatDoesNotNumber_DoesNotTrigger(string members, string configuration) =>
        CSharpAnalyzerVerifier<EntityIntegerKey>.VerifyAnalyzerAsync(Source(members, configuration));

    [Theory]
    [InlineData("[Keyless]")]
    [InlineData("[PrimaryKey(nameof(Id), nameof(Line))]")]
    public Task KeyByClassAttribute_DoesNotTrigger(string attribute) =>
        CSharpAnalyzerVerifier<EntityIntegerKey>.VerifyAnalyzerAsync(
            Source("public int Id { get; set; } public int Line { get; set; }", attributes: attribute));

    [Fact]
    public Task ClassThatIsNoEntity_DoesNotTrigger() =>
        CSharpAnalyzerVerifier<EntityIntegerKey>.VerifyAnalyzerAsync(Head + """
            class Note
            {
                public int Id { get; set; }
            }
            """);

    [Fact]
    public Task IdentityPolicy_TurnsItOff() =>
        new CSharpAnalyzerTest<EntityIntegerKey>
        {
            TestCode = Source("public int Id { get; set; }"),
            Options = { ["lifeops_db.id_policy"] = "identity" },
        }.RunAsync();

    [Fact]
    public Task UuidPolicySetByHand_IsAWarning() =>
        new CSharpAnalyzerTest<EntityIntegerKey>
        {
            TestCode = Source("public int {|#0:Id|} { get; set; }"),
            Options = { ["lifeops_db.id_policy"] = "uuid" },
            ExpectedDiagnostics = { new DiagnosticResult("LDB2011").WithLocation(0).WithSeverity(DiagnosticSeverity.Warning) },
        }.RunAsync();
}
