using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax.Utility;

/// <summary>Every form of the statements that are neither queries nor about tables, types and routines: accepted, with PostgreSQL's node, and spanning its text.</summary>
public sealed class UtilityStatementTests
{
    [Theory]
    [InlineData("CREATE ROLE r", "CreateRoleStmt")]
    [InlineData("CREATE USER u WITH SUPERUSER NOLOGIN PASSWORD NULL CONNECTION LIMIT -1 VALID UNTIL 'x' IN GROUP a, b ADMIN c SYSID 1", "CreateRoleStmt")]
    [InlineData("CREATE GROUP g ROLE a USER b ENCRYPTED PASSWORD 'x'", "CreateRoleStmt")]
    [InlineData("ALTER ROLE CURRENT_USER NOINHERIT BYPASSRLS", "AlterRoleStmt")]
    [InlineData("ALTER GROUP g ADD USER a, b", "AlterRoleStmt")]
    [InlineData("ALTER USER ALL IN DATABASE d RESET ALL", "AlterRoleSetStmt")]
    [InlineData("ALTER ROLE r SET search_path TO a, 'b'", "AlterRoleSetStmt")]
    [InlineData("ALTER ROLE r RENAME TO s", "RenameStmt")]
    [InlineData("DROP OWNED BY a, CURRENT_ROLE CASCADE", "DropOwnedStmt")]
    [InlineData("REASSIGN OWNED BY a TO SESSION_USER", "ReassignOwnedStmt")]
    [InlineData("GRANT SELECT, UPDATE (a, b) ON s.t, u TO GROUP g, PUBLIC WITH GRANT OPTION GRANTED BY r", "GrantStmt")]
    [InlineData("GRANT ALL PRIVILEGES (a) ON TABLE t TO r", "GrantStmt")]
    [InlineData("GRANT EXECUTE ON FUNCTION f(int), g TO r", "GrantStmt")]
    [InlineData("GRANT USAGE ON FOREIGN DATA WRAPPER w TO r", "GrantStmt")]
    [InlineData("GRANT SELECT ON LARGE OBJECT 1, 2 TO r", "GrantStmt")]
    [InlineData("GRANT SET, ALTER SYSTEM ON PARAMETER a.b TO r", "GrantStmt")]
    [InlineData("GRANT ALL ON ALL TABLES IN SCHEMA a, b TO r", "GrantStmt")]
    [InlineData("GRANT SELECT ON sequence TO r", "GrantStmt")]
    [InlineData("REVOKE GRANT OPTION FOR USAGE ON SCHEMA s FROM r GRANTED BY q CASCADE", "GrantStmt")]
    [InlineData("GRANT a, b TO c WITH ADMIN OPTION, INHERIT FALSE", "GrantRoleStmt")]
    [InlineData("REVOKE ADMIN OPTION FOR a FROM b RESTRICT", "GrantRoleStmt")]
    [InlineData("ALTER DEFAULT PRIVILEGES IN SCHEMA s FOR USER u REVOKE ALL ON LARGE OBJECTS FROM r", "AlterDefaultPrivilegesStmt")]
    [InlineData("CREATE DATABASE d", "CreatedbStmt")]
    [InlineData("CREATE DATABASE d WITH OWNER = o TEMPLATE DEFAULT ENCODING 'UTF8' CONNECTION LIMIT 5 IS_TEMPLATE true", "CreatedbStmt")]
    [InlineData("ALTER DATABASE d SET TABLESPACE t", "AlterDatabaseStmt")]
    [InlineData("ALTER DATABASE d WITH ALLOW_CONNECTIONS false", "AlterDatabaseStmt")]
    [InlineData("ALTER DATABASE d OWNER TO o", "AlterOwnerStmt")]
    [InlineData("ALTER DATABASE d REFRESH COLLATION VERSION", "AlterDatabaseRefreshCollStmt")]
    [InlineData("ALTER DATABASE d SET tablespace = 'x'", "AlterDatabaseSetStmt")]
    [InlineData("CREATE TABLESPACE t OWNER o LOCATION '/x' WITH (seq_page_cost = 1)", "CreateTableSpaceStmt")]
    [InlineData("ALTER TABLESPACE t RESET (seq_page_cost)", "AlterTableSpaceOptionsStmt")]
    [InlineData("ALTER SYSTEM SET a.b = 1, 'x'", "AlterSystemStmt")]
    [InlineData("ALTER SYSTEM RESET ALL", "AlterSystemStmt")]
    [InlineData("CREATE OPERATOR s.=== (LEFTARG = int, FUNCTION = f, NEGATOR = OPERATOR(s.!==), HASHES)", "DefineStmt")]
    [InlineData("CREATE OPERATOR CLASS c DEFAULT FOR TYPE int USING btree FAMILY f AS OPERATOR 1 < FOR ORDER BY x, FUNCTION 1 (int, int) f(int), STORAGE text", "CreateOpClassStmt")]
    [InlineData("CREATE OPERATOR FAMILY f USING btree", "CreateOpFamilyStmt")]
    [InlineData("ALTER OPERATOR FAMILY f USING btree DROP OPERATOR 1 (int, int), FUNCTION 2 (int)", "AlterOpFamilyStmt")]
    [InlineData("ALTER OPERATOR FAMILY f USING btree ADD OPERATOR 1 < (int, int)", "AlterOpFamilyStmt")]
    [InlineData("ALTER OPERATOR = (NONE, int) SET (RESTRICT = NONE, JOIN = f)", "AlterOperatorStmt")]
    [InlineData("CREATE AGGREGATE a(int ORDER BY text) (SFUNC = f, STYPE = int)", "DefineStmt")]
    [InlineData("CREATE OR REPLACE AGGREGATE a(*) (SFUNC = f, STYPE = int)", "DefineStmt")]
    [InlineData("CREATE AGGREGATE a (basetype = int, sfunc = f, stype = int)", "DefineStmt")]
    [InlineData("CREATE CAST (a AS b) WITH FUNCTION f(a) AS IMPLICIT", "CreateCastStmt")]
    [InlineData("CREATE CAST (a AS b) WITH INOUT AS ASSIGNMENT", "CreateCastStmt")]
    [InlineData("CREATE CAST (a AS b) WITHOUT FUNCTION", "CreateCastStmt")]
    [InlineData("CREATE COLLATION IF NOT EXISTS c FROM \"C\"", "DefineStmt")]
    [InlineData("CREATE COLLATION c (provider = icu, deterministic = false)", "DefineStmt")]
    [InlineData("ALTER COLLATION c REFRESH VERSION", "AlterCollationStmt")]
    [InlineData("CREATE DEFAULT CONVERSION c FOR 'a' TO 'b' FROM f", "CreateConversionStmt")]
    [InlineData("CREATE LANGUAGE plx", "CreateExtensionStmt")]
    [InlineData("CREATE OR REPLACE TRUSTED PROCEDURAL LANGUAGE l HANDLER s.h INLINE i NO VALIDATOR", "CreatePLangStmt")]
    [InlineData("CREATE TRANSFORM FOR int LANGUAGE l (FROM SQL WITH FUNCTION f(internal), TO SQL WITH FUNCTION g(internal))", "CreateTransformStmt")]
    [InlineData("CREATE ACCESS METHOD m TYPE TABLE HANDLER h", "CreateAmStmt")]
    [InlineData("ALTER LARGE OBJECT 1 OWNER TO o", "AlterOwnerStmt")]
    [InlineData("CREATE TEXT SEARCH CONFIGURATION c (COPY = english)", "DefineStmt")]
    [InlineData("ALTER TEXT SEARCH DICTIONARY d (a = b, c)", "AlterTSDictionaryStmt")]
    [InlineData("ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR a, b WITH d, e", "AlterTSConfigurationStmt")]
    [InlineData("ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING REPLACE d WITH e", "AlterTSConfigurationStmt")]
    [InlineData("ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING IF EXISTS FOR a", "AlterTSConfigurationStmt")]
    [InlineData("CREATE EVENT TRIGGER e ON ddl_command_end WHEN tag IN ('a', 'b') AND x IN ('c') EXECUTE PROCEDURE f()", "CreateEventTrigStmt")]
    [InlineData("ALTER EVENT TRIGGER e ENABLE REPLICA", "AlterEventTrigStmt")]
    [InlineData("CREATE PUBLICATION p FOR TABLE ONLY a (x) WHERE (x > 1), b, TABLES IN SCHEMA s, CURRENT_SCHEMA WITH (publish = 'insert')", "CreatePublicationStmt")]
    [InlineData("CREATE PUBLICATION p FOR ALL TABLES", "CreatePublicationStmt")]
    [InlineData("ALTER PUBLICATION p DROP TABLES IN SCHEMA CURRENT_SCHEMA", "AlterPublicationStmt")]
    [InlineData("CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION a, b WITH (enabled = false)", "CreateSubscriptionStmt")]
    [InlineData("ALTER SUBSCRIPTION s SKIP (lsn = '0/1')", "AlterSubscriptionStmt")]
    [InlineData("ALTER SUBSCRIPTION s DISABLE", "AlterSubscriptionStmt")]
    [InlineData("CREATE FOREIGN DATA WRAPPER w NO HANDLER VALIDATOR s.v OPTIONS (a 'b')", "CreateFdwStmt")]
    [InlineData("ALTER FOREIGN DATA WRAPPER w OPTIONS (SET a 'b', DROP c, ADD d 'e', set 'f')", "AlterFdwStmt")]
    [InlineData("CREATE SERVER IF NOT EXISTS s TYPE 't' VERSION NULL FOREIGN DATA WRAPPER w", "CreateForeignServerStmt")]
    [InlineData("ALTER SERVER s VERSION '2' OPTIONS (ADD a 'b')", "AlterForeignServerStmt")]
    [InlineData("CREATE USER MAPPING IF NOT EXISTS FOR USER SERVER s OPTIONS (a 'b')", "CreateUserMappingStmt")]
    [InlineData("ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET a 'b')", "AlterUserMappingStmt")]
    [InlineData("IMPORT FOREIGN SCHEMA r EXCEPT (a, b) FROM SERVER s INTO l", "ImportForeignSchemaStmt")]
    [InlineData("COPY t (a, b) FROM PROGRAM 'x' WITH (FORMAT csv, HEADER, FORCE_NULL (a, b), DEFAULT 'd', x *) WHERE a > 1", "CopyStmt")]
    [InlineData("COPY BINARY t TO STDOUT USING DELIMITERS ','", "CopyStmt")]
    [InlineData("COPY (DELETE FROM t RETURNING a) TO 'f' CSV HEADER QUOTE AS '\"' FORCE QUOTE *", "CopyStmt")]
    [InlineData("EXPLAIN ANALYZE VERBOSE SELECT 1", "ExplainStmt")]
    [InlineData("EXPLAIN (ANALYZE, COSTS off, FORMAT json, TIMING 0) UPDATE t SET a = 1", "ExplainStmt")]
    [InlineData("EXPLAIN ((SELECT 1))", "ExplainStmt")]
    [InlineData("EXPLAIN (VALUES (1))", "ExplainStmt")]
    [InlineData("EXPLAIN CREATE TABLE t AS SELECT 1", "ExplainStmt")]
    [InlineData("VACUUM FULL FREEZE VERBOSE ANALYZE a (x, y), ONLY b", "VacuumStmt")]
    [InlineData("VACUUM (PARALLEL 2, ANALYZE false)", "VacuumStmt")]
    [InlineData("ANALYSE (VERBOSE) t", "VacuumStmt")]
    [InlineData("CLUSTER (VERBOSE) t USING i", "ClusterStmt")]
    [InlineData("CLUSTER i ON t", "ClusterStmt")]
    [InlineData("REINDEX (VERBOSE) TABLE CONCURRENTLY s.t", "ReindexStmt")]
    [InlineData("REINDEX SYSTEM", "ReindexStmt")]
    [InlineData("REFRESH MATERIALIZED VIEW CONCURRENTLY m WITH NO DATA", "RefreshMatViewStmt")]
    [InlineData("CHECKPOINT", "CheckPointStmt")]
    [InlineData("LOAD 'x'", "LoadStmt")]
    [InlineData("DISCARD TEMPORARY", "DiscardStmt")]
    [InlineData("LOCK TABLE a, ONLY b IN SHARE UPDATE EXCLUSIVE MODE NOWAIT", "LockStmt")]
    [InlineData("LISTEN c", "ListenStmt")]
    [InlineData("UNLISTEN *", "UnlistenStmt")]
    [InlineData("NOTIFY c, 'payload'", "NotifyStmt")]
    [InlineData("PREPARE p (int, text[]) AS INSERT INTO t VALUES ($1, $2)", "PrepareStmt")]
    [InlineData("EXECUTE p (1, 'x')", "ExecuteStmt")]
    [InlineData("DEALLOCATE PREPARE ALL", "DeallocateStmt")]
    [InlineData("DEALLOCATE prepare", "DeallocateStmt")]
    [InlineData("DECLARE c BINARY INSENSITIVE NO SCROLL CURSOR WITH HOLD FOR SELECT 1", "DeclareCursorStmt")]
    [InlineData("FETCH NEXT FROM c", "FetchStmt")]
    [InlineData("FETCH next", "FetchStmt")]
    [InlineData("FETCH -5 IN c", "FetchStmt")]
    [InlineData("MOVE BACKWARD ALL c", "FetchStmt")]
    [InlineData("CLOSE ALL", "ClosePortalStmt")]
    [InlineData("CALL s.p(1, x => 2)", "CallStmt")]
    [InlineData("DO LANGUAGE plpgsql 'BEGIN END'", "DoStmt")]
    [InlineData("BEGIN WORK ISOLATION LEVEL REPEATABLE READ, READ ONLY NOT DEFERRABLE", "TransactionStmt")]
    [InlineData("START TRANSACTION READ WRITE", "TransactionStmt")]
    [InlineData("END TRANSACTION AND NO CHAIN", "TransactionStmt")]
    [InlineData("ROLLBACK WORK TO SAVEPOINT s", "TransactionStmt")]
    [InlineData("RELEASE savepoint", "TransactionStmt")]
    [InlineData("PREPARE TRANSACTION 'x'", "TransactionStmt")]
    [InlineData("COMMIT PREPARED 'x'", "TransactionStmt")]
    [InlineData("SET LOCAL a.b.c TO on, 'x', -1.5, DEFAULT_", "VariableSetStmt")]
    [InlineData("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "VariableSetStmt")]
    [InlineData("SET SESSION SESSION AUTHORIZATION DEFAULT", "VariableSetStmt")]
    [InlineData("SET TRANSACTION SNAPSHOT 'x'", "VariableSetStmt")]
    [InlineData("SET TIME ZONE INTERVAL '1' HOUR TO MINUTE", "VariableSetStmt")]
    [InlineData("SET TIME ZONE LOCAL", "VariableSetStmt")]
    [InlineData("SET XML OPTION DOCUMENT", "VariableSetStmt")]
    [InlineData("SET ROLE 'x'", "VariableSetStmt")]
    [InlineData("SET role = x", "VariableSetStmt")]
    [InlineData("SET names", "VariableSetStmt")]
    [InlineData("SET search_path FROM CURRENT", "VariableSetStmt")]
    [InlineData("RESET TRANSACTION ISOLATION LEVEL", "VariableSetStmt")]
    [InlineData("SHOW TIME ZONE", "VariableShowStmt")]
    [InlineData("SHOW ALL", "VariableShowStmt")]
    [InlineData("SET CONSTRAINTS a, s.b DEFERRED", "ConstraintsSetStmt")]
    public void Statement_HasItsNode_AndSpansItsText(string sql, string node)
    {
        RoundTrip.Check(sql);
        var script = SqlParser.Parse(sql + ";");

        Assert.Empty(script.Diagnostics);
        var statement = Assert.Single(script.Statements).Stmt;
        Assert.Equal(node, statement.GetType().Name);
        Assert.Equal(sql, statement.Span.Of(sql));
    }

    [Theory]
    [InlineData("CREATE ROLE r foo", "unrecognized role option \"foo\"", "foo")]
    [InlineData("CREATE ROLE public", "role name \"public\" is reserved", "public")]
    [InlineData("CREATE ROLE current_user", "CURRENT_USER cannot be used as a role name here", "current_user")]
    [InlineData("ALTER ROLE r UNENCRYPTED PASSWORD 'x'", "UNENCRYPTED PASSWORD is no longer supported", "UNENCRYPTED")]
    [InlineData("SET CATALOG 'x'", "current database cannot be changed", "'x'")]
    [InlineData("SET TIME ZONE INTERVAL '1' YEAR", "time zone interval must be HOUR or HOUR TO MINUTE", "YEAR")]
    [InlineData("CREATE PUBLICATION p FOR t1 nonsense", "invalid publication object list", "t1")]
    [InlineData("CREATE PUBLICATION p FOR TABLES IN SCHEMA a, b.c", "invalid schema name", "b.c")]
    [InlineData("CREATE PUBLICATION p FOR TABLES IN SCHEMA a, b (c)", "column specification not allowed for schema", "b (c)")]
    [InlineData("CREATE PUBLICATION p FOR TABLES IN SCHEMA a, b WHERE (c)", "WHERE clause not allowed for schema", "b WHERE (c)")]
    [InlineData("CREATE PUBLICATION p FOR TABLE a, CURRENT_SCHEMA", "invalid table name", "CURRENT_SCHEMA")]
    [InlineData("COPY t TO 'x' WHERE a", "WHERE clause not allowed with COPY TO", "WHERE")]
    [InlineData("COPY (SELECT 1) TO PROGRAM STDOUT", "STDIN/STDOUT not allowed with PROGRAM", "TO")]
    [InlineData("EXPLAIN CREATE TABLE t (a int)", "syntax error at or near \"int\"", "int")]
    [InlineData("GRANT ALL TO r", "syntax error at or near \"TO\"", "TO")]
    [InlineData("ALTER SERVER s", "syntax error at end of input", "")]
    [InlineData("LOCK TABLE t IN ROW ROW EXCLUSIVE MODE", "syntax error at or near \"ROW\"", "ROW")]
    [InlineData("CREATE USER MAPPING IF IF NOT EXISTS FOR u SERVER s", "syntax error at or near \"IF\"", "IF")]
    public void Error_HasTheServersMessageAndPlace(string sql, string message, string at)
    {
        var error = Assert.Single(SqlParser.Parse(sql).Diagnostics);

        Assert.Equal(message, error.Message);
        Assert.Equal(at, error.Span.Of(sql));
    }

    [Fact]
    public void Set_KeepsTheSettingTheSpellingStandsFor()
    {
        Assert.Equal("timezone", Parse<VariableSetStmt>("SET TIME ZONE 'UTC'").Name.Value);
        Assert.Equal("client_encoding", Parse<VariableSetStmt>("SET NAMES 'UTF8'").Name.Value);
        Assert.Equal("my.setting", Parse<VariableSetStmt>("SET My.Setting = 1").Name.Value);
        Assert.Equal("transaction_isolation", Parse<VariableShowStmt>("SHOW TRANSACTION ISOLATION LEVEL").Name.Value);
    }

    [Fact]
    public void TransactionModes_HaveTheNamesOfTheirSettings()
    {
        var modes = Parse<TransactionStmt>("BEGIN ISOLATION LEVEL READ UNCOMMITTED READ WRITE DEFERRABLE").Options;

        Assert.Equal(
            ["transaction_isolation=read uncommitted", "transaction_read_only=false", "transaction_deferrable=true"],
            modes.Select(mode => mode.Name.Value + "=" + ((StringValue)mode.Arg!).Value));
    }

    [Fact]
    public void Grant_TellsPrivilegesObjectsAndGrantees()
    {
        var grant = Parse<GrantStmt>("GRANT SELECT (a), INSERT ON s.t TO PUBLIC, r WITH GRANT OPTION");

        Assert.Equal(["select", "insert"], grant.Privileges.Select(privilege => privilege.PrivName.Value));
        Assert.Equal("a", Assert.Single(grant.Privileges[0].Cols).Value);
        Assert.Equal("t", Assert.IsType<RangeVar>(Assert.Single(grant.Objects)).Name.Value);
        Assert.Equal([RoleSpecType.Public, RoleSpecType.Name], grant.Grantees.Select(role => role.RoleType));
        Assert.True(grant.GrantOption);
    }

    [Fact]
    public void Copy_OldOptions_HaveTheirNewNames()
    {
        var copy = Parse<CopyStmt>("COPY t FROM STDIN DELIMITERS ',' CSV FORCE NOT NULL a, b");

        Assert.Equal(["delimiter", "format", "force_not_null"], copy.Options.Select(option => option.Name.Value));
    }

    [Fact]
    public void Fetch_CountsAndDirections()
    {
        var fetch = Parse<FetchStmt>("FETCH BACKWARD 5 FROM c");
        Assert.Equal((FetchDirection.Backward, 5L), (fetch.Direction, fetch.HowMany));

        var all = Parse<FetchStmt>("MOVE FORWARD ALL IN c");
        Assert.Equal((FetchDirection.Forward, FetchStmt.All, true), (all.Direction, all.HowMany, all.Ismove));
    }

    [Fact]
    public void BrokenOption_LeavesTheRestOfTheStatement()
    {
        var grant = Parse<GrantStmt>("GRANT SELECT, ON t TO r", hasErrors: true);

        Assert.Equal("t", Assert.IsType<RangeVar>(Assert.Single(grant.Objects)).Name.Value);
        Assert.Equal("r", Assert.Single(grant.Grantees).Name.Value);
    }

    private static T Parse<T>(string sql, bool hasErrors = false) where T : Statement
    {
        RoundTrip.Check(sql);
        var statement = Assert.Single(SqlParser.Parse(sql).Statements);
        Assert.Equal(hasErrors, statement.HasErrors);
        return Assert.IsType<T>(statement.Stmt);
    }
}
