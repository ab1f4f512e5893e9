using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

using Verify = CSharpAnalyzerVerifier<EmbeddedSqlAnalyzer>;

public sealed class EmbeddedSqlAnalyzerTests
{
    private static Task VerifyBodyAsync(string body) => Verify.VerifyAnalyzerAsync($$"""
        using Dapper;
        using Npgsql;
        class C
        {
            async Task M(NpgsqlConnection connection, bool flag, string name, int number, string[] names)
            {
                {{body}}
            }
        }
        """);

    [Theory]
    [InlineData("""await connection.ExecuteAsync("select a form {|LDB0001:t|}");""")]
    [InlineData("""await connection.ExecuteAsync(@"select a form {|LDB0001:t|}");""")]
    [InlineData(""""await connection.ExecuteAsync("""select a form {|LDB0001:t|}""");"""")]
    [InlineData("""await connection.ExecuteAsync("select \"A\", '\n' form {|LDB0001:t|}");""")]
    [InlineData("""await connection.ExecuteAsync("select a " + "form {|LDB0001:t|}");""")]
    [InlineData("""await connection.ExecuteAsync($"select {number} form {|LDB0001:t|}");""")]
    [InlineData("""await connection.ExecuteAsync("select a,{|LDB0001:|}");""")]
    [InlineData("""await connection.ExecuteAsync("select a from t where b = @b and{|LDB0001:|}", new { b = 1 });""")]
    [InlineData("""await connection.ExecuteAsync("select 1; select a form {|LDB0001:t|}; select 2");""")]
    [InlineData("""using var command = new NpgsqlCommand("select a form {|LDB0001:t|}", connection);""")]
    [InlineData("""using var command = connection.CreateCommand(); command.CommandText = "select a form {|LDB0001:t|}";""")]
    [InlineData("""var sql = "select a "; sql += "form {|LDB0001:t|}"; await connection.ExecuteAsync(sql);""")]
    [InlineData("""await connection.ExecuteAsync(flag ? "select 1" : "select a form {|LDB0001:t|}");""")]
    [InlineData("""var s = /*lang=sql*/ "select a form {|LDB0001:t|}";""")]
    public Task SyntaxError_IsReportedAtTheToken(string body) => VerifyBodyAsync(body);

    [Theory]
    [InlineData("""await connection.ExecuteAsync("select a from t where b = @b and c = :c and d = $1", new { b = 1, c = 2 });""")]
    [InlineData("""await connection.ExecuteAsync("select a from t where b = {=b}", new { b = 1 });""")]
    [InlineData("""await connection.ExecuteAsync($"select {name} from {name} where {name} order by {name} limit {number}");""")]
    [InlineData("""await connection.ExecuteAsync($"select a from t {name}");""")]
    [InlineData("""await connection.ExecuteAsync($"insert into t (a) values {string.Join(", ", names)}");""")]
    [InlineData("""await connection.ExecuteAsync($"select '{name}', \"{name}\" from {name}_log");""")]
    [InlineData("""await connection.ExecuteAsync("select a from t" + (flag ? " where b" : ""));""")]
    [InlineData("""await connection.ExecuteAsync(name);""")]
    [InlineData("""await connection.ExecuteAsync("");""")]
    [InlineData("""var s = "select a form t";""")]
    public Task ValidSql_IsSilent(string body) => VerifyBodyAsync(body);

    [Theory]
    [InlineData("""await connection.ExecuteAsync($"select a from t {name} form t");""")]
    [InlineData("""await connection.ExecuteAsync($"select a from t where {name} b = 1");""")]
    [InlineData("""await connection.ExecuteAsync($"{name} form t");""")]
    public Task ErrorThatAHoleMayExplain_IsSilent(string body) => VerifyBodyAsync(body);

    [Theory]
    [InlineData("""await connection.ExecuteAsync($"select a, {name}, {|LDB0001:from|} t");""")]
    [InlineData("""await connection.ExecuteAsync($"select a from {name} where b = {name} and{|LDB0001:|}");""")]
    [InlineData("""await connection.ExecuteAsync($"select a form {|LDB0001:t|} {name}");""")]
    public Task ErrorThatNoValueExplains_IsReported(string body) => VerifyBodyAsync(body);

    [Fact]
    public Task ErrorBehindAnUnknownValueInQuotes_IsReported() =>
        VerifyBodyAsync("""await connection.ExecuteAsync($"select '{name}' as x {|LDB0001:form|} t");""");

    [Fact]
    public Task Message_IsTheServers() => Verify.VerifyAnalyzerAsync("""
        using Dapper;
        class C
        {
            void M(System.Data.IDbConnection connection) => connection.Execute("select a form {|#0:t|}");
        }
        """, Verify.Diagnostic("LDB0001").WithLocation(0).WithMessage("PostgreSQL cannot parse this SQL: syntax error at or near \"t\""));

    [Fact]
    public Task ErrorOfOneCombinationOnly_IsSilent() => VerifyBodyAsync("""
        await connection.ExecuteAsync("select a from t" + (flag ? " where b" : "") + (number > 0 ? " and c" : ""));
        """);

    [Fact]
    public Task ErrorOfABranchInEveryCombination_IsReported() => VerifyBodyAsync("""
        await connection.ExecuteAsync("select a from t" + (flag ? " where b" : " where {|LDB0001:order|} by b") + (number > 0 ? " and c" : ""));
        """);

    [Fact]
    public Task ConstantUsedTwice_IsReportedOnce_WhereItStands() => new CSharpAnalyzerTest<EmbeddedSqlAnalyzer>
    {
        TestCode = """
            using Dapper;
            class C
            {
                void M(System.Data.IDbConnection connection)
                {
                    connection.Execute(Queries.Sql);
                    connection.Execute(Queries.Sql);
                }
            }
            """,
        Sources = { ("Queries.cs", """static class Queries { public const string Sql = "select a form {|LDB0001:t|}"; }""") },
    }.RunAsync();

    [Fact]
    public Task DataTypeRules_ReportInsideStrings() => VerifyBodyAsync("""""
        await connection.ExecuteAsync("""
            CREATE TABLE orders (
                id {|LDB2010:bigserial|} PRIMARY KEY,
                created_at {|LDB2001:timestamp without time zone|} NOT NULL,
                name {|LDB2020:varchar(20)|},
                country {|LDB2021:char(2)|},
                data {|LDB2022:json|}
            )
            """);
        """"");

    [Fact]
    public Task Casts_AreReportedInQueries() => VerifyBodyAsync("""
        await connection.QueryAsync("select a::{|LDB2001:timestamp|}, '{}'::{|LDB2022:json|} from t where b = @b", new { b = 1 });
        """);

    [Fact]
    public Task IgnoreComment_InSql() => VerifyBodyAsync("""""
        await connection.ExecuteAsync("""
            -- lifeops:ignore LDB2001 local time
            SELECT a::timestamp
            """);
        await connection.ExecuteAsync("""
            -- lifeops:ignore LDB0001 an extension of ours
            FROBNICATE
            """);
        """"");

    [Fact]
    public Task Interpolation_InEfCore_IsAParameter() => Verify.VerifyAnalyzerAsync("""
        using Microsoft.EntityFrameworkCore;
        class C
        {
            void M(DbContext context, string name) => context.Database.ExecuteSql($"update t set a = {name} {|LDB0001:form|} u");
        }
        """);

    [Fact]
    public Task FormatItems_InEfCore_AreParameters() => Verify.VerifyAnalyzerAsync("""
        using Microsoft.EntityFrameworkCore;
        class C
        {
            void M(DbContext context, string name) => context.Database.ExecuteSqlRaw("update t set a = {0} where b = {1}", name, 1);
        }
        """);

    [Fact]
    public Task GeneratedCode_IsNotAnalyzed() => new CSharpAnalyzerTest<EmbeddedSqlAnalyzer>
    {
        Sources =
        {
            ("X.g.cs", """
                // <auto-generated/>
                using Dapper;
                class C { void M(System.Data.IDbConnection connection) => connection.Execute("select a form t"); }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task WithoutALibrary_NothingIsAnalyzed() => new CSharpAnalyzerTest<EmbeddedSqlAnalyzer>
    {
        References = TestReferences.Framework,
        TestCode = """class C { string s = "select a form t"; }""",
    }.RunAsync();

    [Fact]
    public Task StringSyntax_MarksParametersAndFields() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics.CodeAnalysis;
        class C
        {
            [StringSyntax("Sql")]
            string _sql = "select a form {|LDB0001:t|}";

            static void Run([StringSyntax("Sql")] string sql) { }

            void M() => Run("select a, {|LDB0001:from|} t");
        }
        """);

    [Fact]
    public Task ExpressionsAndMigrations_InEfCore() => Verify.VerifyAnalyzerAsync("""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Migrations;
        class Order { public int Id { get; set; } public DateTimeOffset At { get; set; } }
        class Shop : DbContext
        {
            protected override void OnModelCreating(ModelBuilder builder)
            {
                builder.Entity<Order>().Property(o => o.At).HasDefaultValueSql("{|LDB2001:LOCALTIMESTAMP|}");
                builder.Entity<Order>().Property(o => o.At).HasDefaultValueSql("now({|LDB0001:|}");
                builder.Entity<Order>().Property(o => o.At).HasDefaultValueSql("now() -- the server's clock");
                builder.Entity<Order>().ToTable(t => t.HasCheckConstraint("c", "id > 0 and{|LDB0001:|}"));
            }
        }
        class First : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder) =>
                migrationBuilder.Sql("ALTER TABLE orders ADD COLUM at {|LDB0001:timestamptz|}; ALTER TABLE orders ADD at {|LDB2001:timestamp|}");
        }
        """);

    [Fact]
    public Task BodiesOfBlocksAndFunctions_AreRead() => VerifyBodyAsync("""""
        await connection.ExecuteAsync("""
            DO $EF$
            BEGIN
                IF NOT EXISTS (SELECT 1 FROM migrations WHERE id = '1') THEN
                CREATE TABLE orders (created_at {|LDB2001:timestamp|} NOT NULL);
                INSERT INTO t {|LDB0001:VALUE|} (1);
                END IF;
            END $EF$;
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT a form {|LDB0001:t|}';
            """);
        await connection.ExecuteAsync($"DO $$ BEGIN {name} form t; END $$");
        """"");

    /// <summary>Linear in the size of the code: a rule that looks at everything for every text would take minutes here.</summary>
    [Fact]
    public Task LargeMethodsAndArrays_AreRead() => Verify.VerifyAnalyzerAsync($$"""
        using Dapper;
        class C
        {
            static readonly string[] Words = { {{string.Join(", ", Enumerable.Range(0, 20_000).Select(i => $"\"w{i}\""))}} };
            void M(System.Data.IDbConnection connection)
            {
                {{string.Concat(Enumerable.Range(0, 2_000).Select(i => $"var s{i} = \"select a from t\"; s{i} += \" where b = {i}\"; connection.Execute(s{i});\n"))}}
                connection.Execute({{string.Join(" + ", Enumerable.Repeat("\"select 1; \"", 2_000))}});
            }
        }
        """);
}
