using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.DataAccess;

public sealed class MarkedSqlTests
{
    [Fact]
    public Task StringSyntaxSql_IsSql() =>
        CSharpAnalyzerVerifier<SqlReport>.VerifyAnalyzerAsync("""
            using System.Diagnostics.CodeAnalysis;

            class C
            {
                [StringSyntax("Sql")]
                private readonly string _field = {|SQL:"select 1"|};

                [StringSyntax("sql")]
                public string Property { get; set; } = {|SQL:"select 1"|};

                static void Run([StringSyntax("Sql")] string sql, string other, [StringSyntax("Regex")] string regex, [StringSyntax("Sql")] string more = {|SQL:"select 1"|}) { }

                void M(string name)
                {
                    Run({|SQL:"select 1"|}, "select 1", "select 1");
                    Run(sql: {|SQL:$"select {name}"|}, other: "select 1", regex: "");
                    Property = {|SQL:"select 1"|};
                    _ = new C { Property = {|SQL:"select 1"|} };
                }
            }
            """);

    [Fact]
    public Task LangComment_IsSql() =>
        CSharpAnalyzerVerifier<SqlReport>.VerifyAnalyzerAsync("""""
            class C
            {
                private const string Inline = /*lang=sql*/ {|SQL:"select 1"|};

                // lang=sql
                private const string Above = {|SQL:"select 1"|};

                // language=SQL
                private static readonly string Long = {|SQL:"select 1 " + "where true"|};

                void M(string name)
                {
                    // lang=sql
                    var a = {|SQL:"select 1"|};
                    var b = /* lang=postgresql */ {|SQL:$"select {name}"|};
                    var c = /*lang=sql*/ {|SQL:"select " + name + " from t"|};
                    var d = /*lang=sql*/ {|SQL:"""
                        select 1
                        """|};
                    Use(/*lang=sql*/ {|SQL:"select 1"|}, "not sql");
                }

                void Use(string a, string b) { }
            }
            """"");

    [Fact]
    public Task OtherComments_AreNot() =>
        CSharpAnalyzerVerifier<SqlReport>.VerifyAnalyzerAsync("""
            class C
            {
                private const string Regex = /*lang=regex*/ "select 1";

                // the old lang=sql marks are gone
                private const string Prose = "select 1";

                private const string Sqlite = /*lang=sqlite*/ "select 1";

                private const string Plain = "select 1";
            }
            """);

    [Fact]
    public Task MarkedArgumentOfALibrary_IsHandedOverOnce() =>
        CSharpAnalyzerVerifier<SqlReport>.VerifyAnalyzerAsync("""
            using Dapper;

            class C
            {
                void M(System.Data.IDbConnection c, Npgsql.NpgsqlCommand command)
                {
                    c.Execute(/*lang=sql*/ {|SQL:"delete from t"|});
                    command.CommandText = /*lang=sql*/ {|SQL:"delete from t"|};
                }
            }
            """);

    [Fact]
    public Task AttributeOfTheSameNameElsewhere_DoesNotTrigger() =>
        CSharpAnalyzerVerifier<SqlReport>.VerifyAnalyzerAsync("""
            [AttributeUsage(AttributeTargets.Parameter)]
            class StringSyntaxAttribute : Attribute
            {
                public StringSyntaxAttribute(string syntax) { }
            }

            class C
            {
                static void Run([StringSyntax("Sql")] string sql) => Run("select 1");
            }
            """);
}
