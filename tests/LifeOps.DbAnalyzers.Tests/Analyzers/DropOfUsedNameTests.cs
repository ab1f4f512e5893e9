using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class DropOfUsedNameTests
{
    private const string Schema = """
        CREATE TABLE users (id int PRIMARY KEY, name text, nickname text, fax text);
        CREATE TABLE notes (id int PRIMARY KEY, body text);
        CREATE TABLE old_notes (id int PRIMARY KEY, body text);
        """;

    private const string Code = """
        using Dapper;
        class Users
        {
            object? Find(System.Data.IDbConnection connection, int id) => connection.Query<string>(
                "SELECT u.name, nickname FROM users u WHERE u.id = @id", new { id });

            int Add(System.Data.IDbConnection connection, string body) => connection.Execute("INSERT INTO notes (body) VALUES (@body)", new { body });
        }
        """;

    private static Task VerifyAsync(params (string Path, string Text)[] files)
    {
        var test = new CSharpAnalyzerTest<DropOfUsedName> { TestCode = Code };
        test.AdditionalFiles.Add(("db/app.schema.sql", Schema));
        test.AdditionalFiles.AddRange(files);
        return test.RunAsync();
    }

    [Fact]
    public Task MigrationFile_IsComparedWithTheSqlOfTheCode() => VerifyAsync(("db/migrations/002_drop.sql", """
        SET lock_timeout = '5s';
        ALTER TABLE users {|LDB8009:DROP COLUMN nickname|}, DROP COLUMN fax;
        DROP TABLE {|LDB8009:notes|};
        DROP TABLE old_notes;
        {|LDB8008:ALTER|} TABLE users RENAME COLUMN name TO full_name;
        ALTER TABLE users RENAME COLUMN fax TO phone;
        """));

    [Fact]
    public Task NameThatALaterMigrationMakes_IsFine() => VerifyAsync(
        ("db/migrations/10_again.sql", "ALTER TABLE users ADD COLUMN nickname text; CREATE TABLE notes (id int, body text);"),
        ("db/migrations/9_drop.sql", "ALTER TABLE users DROP COLUMN nickname; DROP TABLE notes; ALTER TABLE users {|LDB8009:DROP COLUMN name|};"));

    [Fact]
    public Task IgnoredAndDownParts_AreNotReported() => VerifyAsync(
        ("db/migrations/1_a.sql", "-- lifeops:ignore LDB8009 the code goes out with it\nDROP TABLE notes;"),
        ("db/migrations/2_b.sql", "-- migrate:up\nSELECT 1;\n-- migrate:down\nDROP TABLE users;\n"));

    [Fact]
    public Task Place_IsSaid() => new CSharpAnalyzerTest<DropOfUsedName>
    {
        TestCode = Code,
        AdditionalFiles = { ("app.schema.sql", Schema), ("db/migrations/1.sql", "ALTER TABLE users {|#0:DROP COLUMN nickname|};") },
        ExpectedDiagnostics = { new("LDB8009") { Location = 0, Severity = Microsoft.CodeAnalysis.DiagnosticSeverity.Error, Message = "The column users.nickname is dropped: this code still uses it: Test0.cs(5)" } },
    }.RunAsync();

    [Fact]
    public Task EfMigration_IsComparedWithEntitiesAndSql() => new CSharpAnalyzerTest<DropOfUsedName>
    {
        TestCode = """
            using System.Linq;
            using System.ComponentModel.DataAnnotations.Schema;
            using Microsoft.EntityFrameworkCore;
            using Microsoft.EntityFrameworkCore.Migrations;
            class User
            {
                public int Id { get; set; }
                public string? Name { get; set; }
                [Column("nickname")] public string? Alias { get; set; }
                [NotMapped] public string? Fax { get; set; }
            }
            class Note { public int Id { get; set; } public string? Text { get; set; } public string? Hidden { get; set; } }
            class App : DbContext
            {
                public DbSet<User> Users => Set<User>();
                protected override void OnModelCreating(ModelBuilder modelBuilder)
                {
                    modelBuilder.Entity<Note>().ToTable("old_notes").Property(note => note.Text).HasColumnName("body");
                    modelBuilder.Entity<Note>().Ignore(note => note.Hidden);
                }
            }
            class C { object? M(App app) => app.Database.ExecuteSqlRaw("UPDATE notes SET body = NULL"); }

            [Migration("20250101000000_First")]
            class First : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder)
                {
                    migrationBuilder.{|LDB8009:DropColumn|}(name: "name", table: "users");
                    migrationBuilder.{|LDB8008:RenameColumn|}(name: "nickname", table: "users", newName: "alias");
                    migrationBuilder.DropColumn(name: "fax", table: "users");
                    migrationBuilder.DropColumn(name: "body", table: "old_notes");
                    migrationBuilder.Sql("ALTER TABLE notes {|LDB8009:DROP COLUMN body|}");
                    migrationBuilder.{|LDB8008:RenameTable|}(name: "users", newName: "people");
                }

                protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(name: "users");
            }

            [Migration("20250102000000_Second")]
            class Second : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>(name: "body", table: "old_notes", type: "text", nullable: true);
            }

            [Migration("20240102000000_Zeroth")]
            class Zeroth : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>(name: "name", table: "users", type: "text", nullable: true);
            }
            """,
        AdditionalFiles = { ("app.schema.sql", Schema) },
    }.RunAsync();

    [Fact]
    public Task CodeOfAnotherDatabase_SaysNothing() => new CSharpAnalyzerTest<DropOfUsedName>
    {
        TestCode = """
            using Dapper;
            class Users { object? Find(System.Data.IDbConnection connection) => connection.Query<string>("SELECT name FROM users JOIN orders ON true"); }
            """,
        AdditionalFiles =
        {
            ("a.schema.sql", Schema), ("b.schema.sql", "CREATE TABLE users (id int, name text); CREATE TABLE orders (id int);"),
            ("db/migrations/1.sql", "DROP TABLE notes; ALTER TABLE users DROP COLUMN name; DROP TABLE old_notes;"),
        },
        GlobalConfig = """
            [/0/a.schema.sql]
            build_metadata.AdditionalFiles.LifeOpsNamespace = A
            [/0/b.schema.sql]
            build_metadata.AdditionalFiles.LifeOpsNamespace = B

            """,
    }.RunAsync();
}
