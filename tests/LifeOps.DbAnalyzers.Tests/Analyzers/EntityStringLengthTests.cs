using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class EntityStringLengthTests
{
    private const string Head = """
        using System.ComponentModel.DataAnnotations;
        using System.ComponentModel.DataAnnotations.Schema;
        using Microsoft.EntityFrameworkCore;

        """;

    [Fact]
    public Task LengthOfAnEntity_KeepsTheCheckAndBecomesText() =>
        CSharpCodeFixVerifier<EntityStringLength, EntityStringLengthFix>.VerifyCodeFixAsync(
            Head + """

            class Note
            {
                public Guid Id { get; set; }

                [[|MaxLength(50)|]]
                public string Title { get; set; } = "";

                [Required, [|StringLength(100, MinimumLength = 3)|]]
                public string Text { get; set; } = "";
            }

            class Db : DbContext
            {
                public DbSet<Note> Notes => Set<Note>();
            }
            """,
            Head + """

            class Note
            {
                public Guid Id { get; set; }

                [MaxLength(50)]
                [Column(TypeName = "text")]
                public string Title { get; set; } = "";

                [Required, StringLength(100, MinimumLength = 3)]
                [Column(TypeName = "text")]
                public string Text { get; set; } = "";
            }

            class Db : DbContext
            {
                public DbSet<Note> Notes => Set<Note>();
            }
            """);

    [Fact]
    public Task ColumnAttributeThatExists_GetsTheType() =>
        CSharpCodeFixVerifier<EntityStringLength, EntityStringLengthFix>.VerifyCodeFixAsync(
            Head + """

            class Note
            {
                [[|MaxLength(50)|], Column("title")]
                public string Title { get; set; } = "";
            }

            class Db : DbContext
            {
                public DbSet<Note> Notes => Set<Note>();
            }
            """,
            Head + """

            class Note
            {
                [MaxLength(50), Column("title", TypeName = "text")]
                public string Title { get; set; } = "";
            }

            class Db : DbContext
            {
                public DbSet<Note> Notes => Set<Note>();
            }
            """);

    [Fact]
    public Task WithoutUsing_TheAttributeIsQualified() =>
        CSharpCodeFixVerifier<EntityStringLength, EntityStringLengthFix>.VerifyCodeFixAsync(
            """
            using System.ComponentModel.DataAnnotations;
            using Microsoft.EntityFrameworkCore;

            class Note
            {
                [[|MaxLength(50)|]]
                public string Title { get; set; } = "";
            }

            class Db : DbContext
            {
                public DbSet<Note> Notes => Set<Note>();
            }
            """,
            """
            using System.ComponentModel.DataAnnotations;
            using Microsoft.EntityFrameworkCore;

            class Note
            {
                [MaxLength(50)]
                [System.ComponentModel.DataAnnotations.Schema.Column(TypeName = "text")]
                public string Title { get; set; } = "";
            }

            class Db : DbContext
            {
                public DbSet<Note> Notes => Set<Note>();
            }
            """);

    [Theory]
    [InlineData("class Db : DbContext { protected override void OnModelCreating(ModelBuilder m) => m.Entity<Note>(); }")]
    [InlineData("class Configuration : IEntityTypeConfiguration<Note> { public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Note> b) { } }")]
    [InlineData("class Special : Note { } class Db : DbContext { public DbSet<Special> Notes => Set<Special>(); }")]
    public Task Entity_IsProvenByModelCodeToo(string proof) =>
        CSharpAnalyzerVerifier<EntityStringLength>.VerifyAnalyzerAsync(
            Head + $$"""
            class Note
            {
                [{|#0:MaxLength(50)|}]
                public string Title { get; set; } = "";
            }

            {{proof}}
            """,
            new DiagnosticResult("LDB2020").WithLocation(0)
                .WithMessage("Note.Title is varchar(50); use text, with a CHECK constraint where the length matters"));

    [Fact]
    public Task ClassThatIsNoEntity_DoesNotTrigger() =>
        CSharpAnalyzerVerifier<EntityStringLength>.VerifyAnalyzerAsync(Head + """
            class Request
            {
                [MaxLength(50)]
                public string Title { get; set; } = "";
            }

            class Note
            {
                public Guid Id { get; set; }

                [NotMapped, MaxLength(50)]
                public string Shown { get; set; } = "";

                [MaxLength(32)]
                public byte[] Hash { get; set; } = Array.Empty<byte>();

                [MaxLength(50), Column(TypeName = "text")]
                public string Typed { get; set; } = "";

                [MaxLength(50)]
                public string TypedByModel { get; set; } = "";

                [MaxLength]
                public string Unlimited { get; set; } = "";
            }

            class Db : DbContext
            {
                public DbSet<Note> Notes => Set<Note>();

                protected override void OnModelCreating(ModelBuilder modelBuilder) =>
                    modelBuilder.Entity<Note>().Property(n => n.TypedByModel).HasColumnType("citext");
            }
            """);
}
