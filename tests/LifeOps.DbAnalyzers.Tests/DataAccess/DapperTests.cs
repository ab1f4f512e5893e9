using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.DataAccess;

public sealed class DapperTests
{
    [Theory]
    [InlineData("c.{|#0:Query|}<int>(\"select 1\")", "Dapper Query BufferedRows Query of int sql \"select 1\"")]
    [InlineData("c.{|#0:Query|}(\"select 1\", new { a = 1 })", "Dapper Query BufferedRows Query sql \"select 1\" with new { a = 1 }")]
    [InlineData("c.{|#0:Query|}<int>(\"select 1\", buffered: false)", "Dapper Query StreamedRows Query of int sql \"select 1\"")]
    [InlineData("c.{|#0:Query|}(typeof(int), \"select 1\")", "Dapper Query BufferedRows Query of int sql \"select 1\"")]
    [InlineData("c.{|#0:Query|}<int, int, string>(\"select 1\", (a, b) => \"\", splitOn: \"b\")", "Dapper Query BufferedRows Query of string sql \"select 1\"")]
    [InlineData("c.{|#0:QueryAsync|}<int>(\"select 1\")", "Dapper Query BufferedRows QueryAsync of int sql \"select 1\"")]
    [InlineData("c.{|#0:QueryFirst|}<int>(\"select 1\")", "Dapper Query SingleRow QueryFirst of int sql \"select 1\"")]
    [InlineData("c.{|#0:QueryFirstAsync|}<int>(\"select 1\")", "Dapper Query SingleRow QueryFirstAsync of int sql \"select 1\"")]
    [InlineData("c.{|#0:QueryFirstOrDefault|}<int>(\"select 1\")", "Dapper Query SingleRow QueryFirstOrDefault of int sql \"select 1\"")]
    [InlineData("c.{|#0:QueryFirstOrDefaultAsync|}<int>(\"select 1\")", "Dapper Query SingleRow QueryFirstOrDefaultAsync of int sql \"select 1\"")]
    [InlineData("c.{|#0:QuerySingle|}<int>(\"select 1\")", "Dapper Query SingleRow QuerySingle of int sql \"select 1\"")]
    [InlineData("c.{|#0:QuerySingleAsync|}<int>(\"select 1\")", "Dapper Query SingleRow QuerySingleAsync of int sql \"select 1\"")]
    [InlineData("c.{|#0:QuerySingleOrDefault|}<int>(\"select 1\")", "Dapper Query SingleRow QuerySingleOrDefault of int sql \"select 1\"")]
    [InlineData("c.{|#0:QuerySingleOrDefaultAsync|}<int>(\"select 1\")", "Dapper Query SingleRow QuerySingleOrDefaultAsync of int sql \"select 1\"")]
    [InlineData("c.{|#0:QueryUnbufferedAsync|}<int>(\"select 1\")", "Dapper Query StreamedRows QueryUnbufferedAsync of int sql \"select 1\"")]
    [InlineData("c.{|#0:QueryMultiple|}(\"select 1; select 2\")", "Dapper Query Reader QueryMultiple sql \"select 1; select 2\"")]
    [InlineData("c.{|#0:QueryMultipleAsync|}(\"select 1\")", "Dapper Query Reader QueryMultipleAsync sql \"select 1\"")]
    [InlineData("c.{|#0:Execute|}(\"delete from t\")", "Dapper NonQuery None Execute sql \"delete from t\"")]
    [InlineData("c.{|#0:ExecuteAsync|}(\"delete from t\")", "Dapper NonQuery None ExecuteAsync sql \"delete from t\"")]
    [InlineData("c.{|#0:ExecuteScalar|}<int>(\"select 1\")", "Dapper Query Scalar ExecuteScalar of int sql \"select 1\"")]
    [InlineData("c.{|#0:ExecuteScalarAsync|}(\"select 1\")", "Dapper Query Scalar ExecuteScalarAsync sql \"select 1\"")]
    [InlineData("c.{|#0:ExecuteReader|}(\"select 1\")", "Dapper Query Reader ExecuteReader sql \"select 1\"")]
    [InlineData("c.{|#0:ExecuteReaderAsync|}(\"select 1\")", "Dapper Query Reader ExecuteReaderAsync sql \"select 1\"")]
    [InlineData("SqlMapper.{|#0:Query|}<int>(c, \"select 1\")", "Dapper Query BufferedRows Query of int sql \"select 1\"")]
    [InlineData("SqlMapper.{|#0:Execute|}(sql: \"select 1\", cnn: c)", "Dapper NonQuery None Execute sql \"select 1\"")]
    [InlineData("c.{|#0:Execute|}(new CommandDefinition(\"delete from t\", new { a = 1 }))", "Dapper NonQuery None Execute sql \"delete from t\" with new { a = 1 }")]
    [InlineData("c.{|#0:QueryAsync|}<int>(new CommandDefinition(\"select 1\", flags: CommandFlags.None))", "Dapper Query StreamedRows QueryAsync of int sql \"select 1\"")]
    [InlineData("c.{|#0:QueryAsync|}<int>(new CommandDefinition(\"select 1\", flags: CommandFlags.Buffered))", "Dapper Query BufferedRows QueryAsync of int sql \"select 1\"")]
    [InlineData("c.{|#0:Execute|}(\"p\", commandType: System.Data.CommandType.StoredProcedure)", "Dapper NonQuery None Execute")]
    [InlineData("c?.{|#0:Query|}<int>(\"select 1\")", "Dapper Query BufferedRows Query of int sql \"select 1\"")]
    public Task Call_IsRecognised(string call, string expected) =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(
            $$"""
            using Dapper;

            class C
            {
                object? M(System.Data.Common.DbConnection c) => {{call}};
            }
            """,
            new DiagnosticResult("CALL").WithLocation(0).WithMessage(expected));

    [Theory]
    [InlineData("new[] { new { a = 1 } }", true)]
    [InlineData("new List<int>()", true)]
    [InlineData("ids.Select(id => new { id })", true)]
    [InlineData("(object)ids", true)]
    [InlineData("ids", true)]
    [InlineData("new { ids }", false)]
    [InlineData("\"text\"", false)]
    [InlineData("new DynamicParameters()", false)]
    [InlineData("new Dictionary<string, object>()", false)]
    [InlineData("unknown", false)]
    public Task List_RunsOncePerElement(string parameters, bool isList) =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(
            $$"""
            using Dapper;

            class C
            {
                void M(System.Data.IDbConnection c, int[] ids, object unknown) => c.{|#0:Execute|}("delete from t", {{parameters}});
            }
            """,
            new DiagnosticResult("CALL").WithLocation(0).WithMessage(
                $"Dapper NonQuery None Execute sql \"delete from t\" with {parameters}{(isList ? " once per element" : "")}"));

    [Fact]
    public Task DefinitionInLocal_IsFollowed() =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(
            """
            using Dapper;

            class C
            {
                Task M(System.Data.IDbConnection c, int[] ids)
                {
                    object list = ids;
                    var command = new CommandDefinition("delete from t", list);
                    return c.{|#0:ExecuteAsync|}(command);
                }
            }
            """,
            new DiagnosticResult("CALL").WithLocation(0).WithMessage("Dapper NonQuery None ExecuteAsync sql \"delete from t\" with list once per element"));

    [Fact]
    public Task SameNamesOnOtherTypes_DoNotTrigger() =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync("""
            static class SqlMapper
            {
                public static IEnumerable<T> Query<T>(this System.Data.IDbConnection cnn, string sql) => [];
                public static int Execute(this System.Data.IDbConnection cnn, string sql, object? param = null) => 0;
            }

            class Search
            {
                public void QueryFirst(string sql) { }
            }

            class C
            {
                void M(System.Data.IDbConnection c)
                {
                    c.Query<int>("select 1");
                    c.Execute("select 1", new[] { 1 });
                    new Search().QueryFirst("select 1");
                }
            }
            """.Replace("=> [];", "=> Array.Empty<T>();"));

    [Fact]
    public Task ReadingAGrid_IsNoRoundTrip() =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync("""
            using Dapper;

            class C
            {
                void M(System.Data.IDbConnection c)
                {
                    using var grid = c.{|CALL:QueryMultiple|}("select 1; select 2");
                    grid.Read<int>();
                    grid.ReadSingle<int>();
                }
            }
            """);

    [Fact]
    public Task SqlText_IsTheArgument() =>
        CSharpAnalyzerVerifier<SqlReport>.VerifyAnalyzerAsync("""
            using Dapper;

            class C
            {
                void M(System.Data.IDbConnection c, string table)
                {
                    c.Query<int>({|SQL:"select 1"|});
                    c.Execute({|SQL:$"delete from {table}"|}, new { a = "not sql" });
                    c.Execute(new CommandDefinition({|SQL:"select 1"|}));
                    c.Execute("proc", commandType: System.Data.CommandType.StoredProcedure);
                }
            }
            """);
}
