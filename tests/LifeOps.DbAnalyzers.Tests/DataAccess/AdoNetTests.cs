using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.DataAccess;

public sealed class AdoNetTests
{
    [Theory]
    [InlineData("new NpgsqlCommand(\"select 1\", c).{|#0:ExecuteReader|}()", "AdoNet Query Reader ExecuteReader sql \"select 1\"")]
    [InlineData("new NpgsqlCommand(\"select 1\", c).{|#0:ExecuteReaderAsync|}()", "AdoNet Query Reader ExecuteReaderAsync sql \"select 1\"")]
    [InlineData("new NpgsqlCommand(\"select 1\", c).{|#0:ExecuteReader|}(CommandBehavior.SingleRow)", "AdoNet Query Reader ExecuteReader sql \"select 1\"")]
    [InlineData("new NpgsqlCommand(\"select 1\", c).{|#0:ExecuteScalar|}()", "AdoNet Query Scalar ExecuteScalar sql \"select 1\"")]
    [InlineData("new NpgsqlCommand(\"select 1\", c).{|#0:ExecuteScalarAsync|}()", "AdoNet Query Scalar ExecuteScalarAsync sql \"select 1\"")]
    [InlineData("new NpgsqlCommand(\"select 1\", c).{|#0:ExecuteNonQuery|}()", "AdoNet NonQuery None ExecuteNonQuery sql \"select 1\"")]
    [InlineData("new NpgsqlCommand(\"select 1\", c).{|#0:ExecuteNonQueryAsync|}()", "AdoNet NonQuery None ExecuteNonQueryAsync sql \"select 1\"")]
    [InlineData("new NpgsqlCommand { CommandText = \"select 1\" }.{|#0:ExecuteNonQuery|}()", "AdoNet NonQuery None ExecuteNonQuery sql \"select 1\"")]
    [InlineData("new NpgsqlCommand(\"select 2\") { CommandText = \"select 1\" }.{|#0:ExecuteNonQuery|}()", "AdoNet NonQuery None ExecuteNonQuery sql \"select 1\"")]
    [InlineData("new NpgsqlCommand(\"proc\") { CommandType = CommandType.StoredProcedure }.{|#0:ExecuteNonQuery|}()", "AdoNet NonQuery None ExecuteNonQuery")]
    [InlineData("s.CreateCommand(\"select 1\").{|#0:ExecuteScalar|}()", "AdoNet Query Scalar ExecuteScalar sql \"select 1\"")]
    [InlineData("d.{|#0:ExecuteNonQuery|}()", "AdoNet NonQuery None ExecuteNonQuery")]
    [InlineData("i.{|#0:ExecuteReader|}()", "AdoNet Query Reader ExecuteReader")]
    [InlineData("i?.{|#0:ExecuteReader|}()", "AdoNet Query Reader ExecuteReader")]
    [InlineData("b.{|#0:ExecuteNonQueryAsync|}()", "AdoNet Batch None ExecuteNonQueryAsync")]
    [InlineData("b.{|#0:ExecuteReader|}()", "AdoNet Batch Reader ExecuteReader")]
    [InlineData("c.{|#0:BeginBinaryImport|}(\"copy t from stdin\")", "AdoNet Copy None BeginBinaryImport sql \"copy t from stdin\"")]
    [InlineData("c.{|#0:BeginBinaryImportAsync|}(\"copy t from stdin\")", "AdoNet Copy None BeginBinaryImportAsync sql \"copy t from stdin\"")]
    [InlineData("c.{|#0:BeginBinaryExport|}(\"copy t to stdout\")", "AdoNet Copy StreamedRows BeginBinaryExport sql \"copy t to stdout\"")]
    [InlineData("c.{|#0:BeginTextImport|}(\"copy t from stdin\")", "AdoNet Copy None BeginTextImport sql \"copy t from stdin\"")]
    [InlineData("c.{|#0:BeginTextExport|}(\"copy t to stdout\")", "AdoNet Copy StreamedRows BeginTextExport sql \"copy t to stdout\"")]
    [InlineData("c.{|#0:BeginRawBinaryCopy|}(\"copy t to stdout\")", "AdoNet Copy StreamedRows BeginRawBinaryCopy sql \"copy t to stdout\"")]
    [InlineData("new NpgsqlDataAdapter(\"select 1\", c).{|#0:Fill|}(new DataTable())", "AdoNet Query BufferedRows Fill sql \"select 1\"")]
    public Task Call_IsRecognised(string call, string expected) =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(
            $$"""
            using System.Data;
            using System.Data.Common;
            using Npgsql;

            class C
            {
                object? M(NpgsqlConnection c, NpgsqlDataSource s, DbCommand d, IDbCommand i, NpgsqlBatch b) => {{call}};
            }
            """,
            new DiagnosticResult("CALL").WithLocation(0).WithMessage(expected));

    [Theory]
    [InlineData("using var x = new NpgsqlCommand(\"select 1\", c); x.{|#0:ExecuteNonQuery|}();", "\"select 1\"")]
    [InlineData("using var x = c.CreateCommand(); x.CommandText = \"select 1\"; x.{|#0:ExecuteNonQuery|}();", "\"select 1\"")]
    [InlineData("using (var x = c.CreateCommand()) { x.CommandText = sql; x.{|#0:ExecuteNonQuery|}(); }", "sql")]
    [InlineData("DbCommand x = c.CreateCommand(); x.CommandText = sql; x.{|#0:ExecuteNonQuery|}();", "sql")]
    [InlineData("IDbCommand x = new NpgsqlCommand(); x.CommandText = sql; x.{|#0:ExecuteNonQuery|}();", "sql")]
    [InlineData("NpgsqlCommand x; x = s.CreateCommand(sql); x.{|#0:ExecuteNonQuery|}();", "sql")]
    [InlineData("var x = new NpgsqlCommand(); if (sql == \"\") x.CommandText = \"select 1\"; else x.CommandText = \"select 2\"; x.{|#0:ExecuteNonQuery|}();", "\"select 1\" | \"select 2\"")]
    [InlineData("_command.CommandText = sql; _command.{|#0:ExecuteNonQuery|}();", "sql")]
    [InlineData("parameter.CommandText = sql; parameter.{|#0:ExecuteNonQuery|}();", "sql")]
    [InlineData("void Local() => _command.{|#0:ExecuteNonQuery|}(); _command.CommandText = sql; Local();", "sql")]
    [InlineData("var x = new NpgsqlCommand(\"select 1\"); x.CommandText += sql; x.{|#0:ExecuteNonQuery|}();", null)]
    [InlineData("var x = new NpgsqlCommand(\"proc\"); x.CommandType = CommandType.StoredProcedure; x.{|#0:ExecuteNonQuery|}();", null)]
    [InlineData("var x = Make(); x.{|#0:ExecuteNonQuery|}();", null)]
    public Task SqlOfCommand_IsFound(string statements, string? sql) =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(
            $$"""
            using System.Data;
            using System.Data.Common;
            using Npgsql;

            class C
            {
                private readonly NpgsqlCommand _command = new();

                NpgsqlCommand Make() => _command;

                void M(NpgsqlConnection c, NpgsqlDataSource s, NpgsqlCommand parameter, string sql)
                {
                    {{statements}}
                }
            }
            """,
            new DiagnosticResult("CALL").WithLocation(0).WithMessage("AdoNet NonQuery None ExecuteNonQuery" + (sql is null ? "" : " sql " + sql)));

    [Theory]
    [InlineData("var b = new NpgsqlBatch(c); b.BatchCommands.Add(new NpgsqlBatchCommand(\"select 1\")); b.BatchCommands.Add(new(\"select 2\"));")]
    [InlineData("var b = new NpgsqlBatch(c) { BatchCommands = { new(\"select 1\"), new(\"select 2\") } };")]
    [InlineData("var b = c.CreateBatch(); var x = new NpgsqlBatchCommand(\"select 1\"); b.BatchCommands.Add(x); b.BatchCommands.Add(new() { CommandText = \"select 2\" });")]
    public Task SqlOfBatch_IsFound(string statements) =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync(
            $$"""
            using Npgsql;

            class C
            {
                void M(NpgsqlConnection c)
                {
                    {{statements}}
                    b.{|#0:ExecuteNonQuery|}();
                }
            }
            """,
            new DiagnosticResult("CALL").WithLocation(0).WithMessage("AdoNet Batch None ExecuteNonQuery sql \"select 1\" | \"select 2\""));

    [Fact]
    public Task SameNamesOnOtherTypes_DoNotTrigger() =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync("""
            class DbCommand
            {
                public string CommandText { get; set; } = "";
                public int ExecuteNonQuery() => 0;
                public object? ExecuteScalar() => null;
            }

            class Importer
            {
                public void BeginBinaryImport(string copy) { }
            }

            class C
            {
                void M()
                {
                    var command = new DbCommand { CommandText = "select 1" };
                    command.ExecuteNonQuery();
                    command.ExecuteScalar();
                    new Importer().BeginBinaryImport("copy t from stdin");
                }
            }
            """);

    [Fact]
    public Task CommandOfAnotherDatabase_DoesNotTrigger() =>
        CSharpAnalyzerVerifier<CallReport>.VerifyAnalyzerAsync("""
            namespace Microsoft.Data.SqlClient
            {
                public class SqlCommand : Npgsql.Base
                {
                    public SqlCommand(string text) : base(text) { }
                }
            }

            namespace Npgsql
            {
                public abstract class Base : System.Data.Common.DbCommand
                {
                    protected Base(string text) => CommandText = text;
                    public override string? CommandText { get; set; }
                    public override int CommandTimeout { get; set; }
                    public override System.Data.CommandType CommandType { get; set; }
                    public override bool DesignTimeVisible { get; set; }
                    public override System.Data.UpdateRowSource UpdatedRowSource { get; set; }
                    protected override System.Data.Common.DbConnection? DbConnection { get; set; }
                    protected override System.Data.Common.DbParameterCollection DbParameterCollection => null!;
                    protected override System.Data.Common.DbTransaction? DbTransaction { get; set; }
                    public override void Cancel() { }
                    public override int ExecuteNonQuery() => 0;
                    public override object? ExecuteScalar() => null;
                    public override void Prepare() { }
                    protected override System.Data.Common.DbParameter CreateDbParameter() => null!;
                    protected override System.Data.Common.DbDataReader ExecuteDbDataReader(System.Data.CommandBehavior behavior) => null!;
                }
            }

            class C
            {
                void M()
                {
                    using var command = new Microsoft.Data.SqlClient.SqlCommand("select top 1 * from t");
                    command.ExecuteNonQuery();
                }
            }
            """);

    [Fact]
    public Task SqlText_IsWhatTheCommandTakes() =>
        CSharpAnalyzerVerifier<SqlReport>.VerifyAnalyzerAsync("""
            using System.Data;
            using System.Data.Common;
            using Npgsql;

            class C
            {
                void M(NpgsqlConnection c, NpgsqlDataSource s, DbCommand d, IDbCommand i, DbDataSource ds, DbBatchCommand bc)
                {
                    _ = new NpgsqlCommand({|SQL:"select 1"|}, c);
                    _ = new NpgsqlCommand() { CommandText = {|SQL:"select 1"|} };
                    _ = s.CreateCommand({|SQL:"select 1"|});
                    _ = ds.CreateCommand({|SQL:"select 1"|});
                    _ = s.CreateCommand();
                    d.CommandText = {|SQL:$"select {1}"|};
                    i.CommandText = {|SQL:"select 1"|};
                    bc.CommandText = {|SQL:"select 1"|};
                    _ = new NpgsqlBatchCommand({|SQL:"select 1"|});
                    c.BeginBinaryImport({|SQL:"copy t from stdin"|});
                    _ = new NpgsqlDataAdapter({|SQL:"select 1"|}, c);
                    _ = new NpgsqlConnection("Host=localhost");
                    _ = new NpgsqlParameter("name", "value");
                    _ = new NpgsqlCommand("proc") { CommandType = CommandType.StoredProcedure };
                    d.Connection!.ConnectionString = "Host=localhost";
                }

                void Procedure(NpgsqlConnection c)
                {
                    var command = new NpgsqlCommand("proc", c);
                    command.CommandType = CommandType.StoredProcedure;
                }
            }
            """);

    [Fact]
    public Task WithoutNpgsql_InterfacesAreStillKnown() =>
        new CSharpAnalyzerTest<CallReport>
        {
            References = TestReferences.Framework,
            TestCode = """
                class C
                {
                    void M(System.Data.IDbCommand command) => command.{|CALL:ExecuteNonQuery|}();
                }
                """,
        }.RunAsync();
}
