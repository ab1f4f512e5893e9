using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

public sealed class TimestampParameterTypeTests
{
    [Fact]
    public Task TypeOfAParameter_IsReportedAndFixed() =>
        CSharpCodeFixVerifier<TimestampParameterType, TimestampParameterTypeFix>.VerifyCodeFixAsync(
            """
            using System.Data;
            using Dapper;
            using Npgsql;
            using NpgsqlTypes;

            class C
            {
                void M(NpgsqlCommand command, DateTime at)
                {
                    command.Parameters.AddWithValue("at", [|NpgsqlDbType.Timestamp|], at);
                    command.Parameters.Add(new NpgsqlParameter("at", [|NpgsqlDbType.Timestamp|]));
                    command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = [|NpgsqlDbType.Timestamp|] });
                    command.Parameters.AddWithValue("all", NpgsqlDbType.Array | [|NpgsqlDbType.Timestamp|], new[] { at });
                    command.Parameters[0].DbType = [|DbType.DateTime2|];
                    var parameters = new DynamicParameters();
                    parameters.Add("at", at, [|DbType.DateTime2|]);
                }
            }
            """,
            """
            using System.Data;
            using Dapper;
            using Npgsql;
            using NpgsqlTypes;

            class C
            {
                void M(NpgsqlCommand command, DateTime at)
                {
                    command.Parameters.AddWithValue("at", NpgsqlDbType.TimestampTz, at);
                    command.Parameters.Add(new NpgsqlParameter("at", NpgsqlDbType.TimestampTz));
                    command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.TimestampTz });
                    command.Parameters.AddWithValue("all", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, new[] { at });
                    command.Parameters[0].DbType = DbType.DateTime;
                    var parameters = new DynamicParameters();
                    parameters.Add("at", at, DbType.DateTime);
                }
            }
            """);

    [Fact]
    public Task Message_NamesTheMember() =>
        CSharpAnalyzerVerifier<TimestampParameterType>.VerifyAnalyzerAsync(
            """
            class C
            {
                object M() => new Npgsql.NpgsqlParameter("at", {|#0:NpgsqlTypes.NpgsqlDbType.Timestamp|});
            }
            """,
            new DiagnosticResult("LDB2001").WithLocation(0)
                .WithMessage("NpgsqlDbType.Timestamp is a timestamp without time zone; use timestamptz"));

    [Fact]
    public Task AskingForTheType_DoesNotTrigger() =>
        CSharpAnalyzerVerifier<TimestampParameterType>.VerifyAnalyzerAsync("""
            using System.Data;
            using NpgsqlTypes;

            class C
            {
                bool A(NpgsqlDbType type) => type == NpgsqlDbType.Timestamp;

                int B(DbType type) => type switch
                {
                    DbType.DateTime2 => 1,
                    _ => 2,
                };

                object N() => new Npgsql.NpgsqlParameter("at", NpgsqlDbType.TimestampTz);
            }
            """);

    [Fact]
    public Task SameNamesElsewhere_DoNotTrigger() =>
        CSharpAnalyzerVerifier<TimestampParameterType>.VerifyAnalyzerAsync("""
            enum DbType { DateTime2 }

            enum NpgsqlDbType { Timestamp }

            class C
            {
                void Use(DbType a, NpgsqlDbType b) => Use(DbType.DateTime2, NpgsqlDbType.Timestamp);
            }
            """);
}
