using LifeOps.PostgreSql.Schema;
using Xunit;
using static LifeOps.PostgreSql.Tests.Schema.SchemaAssert;

namespace LifeOps.PostgreSql.Tests.Schema;

public class AlterAndDropTests
{
    [Fact]
    public void ColumnsAreAddedChangedRenamedAndDropped() => Assert.Equal(
        "a bigint not null, renamed text",
        Describe(FoldTable(
            """
            CREATE TABLE t (a int, b text, c int);
            ALTER TABLE t ALTER a TYPE bigint, ALTER a SET NOT NULL, DROP COLUMN c, ADD COLUMN IF NOT EXISTS a int;
            ALTER TABLE t RENAME b TO renamed;
            """).Columns));

    [Fact]
    public void DroppedColumn_TakesIndexesAndConstraintsWithIt()
    {
        var table = FoldTable("CREATE TABLE t (a int, b int, CHECK (a > b), UNIQUE (a, b)); CREATE INDEX ON t (a) WHERE b > 0; CREATE INDEX ON t (a); ALTER TABLE t DROP b;");

        Assert.Equal("t_a_idx1", Assert.Single(table.Indexes).Name);
        Assert.Empty(table.Checks);
        Assert.Empty(table.UniqueConstraints);
    }

    [Theory]
    [InlineData("ALTER TABLE t DROP COLUMN id CASCADE")]
    [InlineData("DROP TABLE t CASCADE")]
    [InlineData("DROP SEQUENCE t_id_seq CASCADE")]
    public void DroppedSequence_TakesTheDefaultsThatLikeCopied(string drop)
    {
        var schema = Fold($"CREATE TABLE t (id serial, a int); CREATE TABLE c (LIKE t INCLUDING ALL); CREATE TABLE d (LIKE c INCLUDING ALL); ALTER TABLE d ALTER id SET DEFAULT 1; CREATE TABLE e (LIKE c INCLUDING ALL); {drop};");

        Assert.Equal([null, "1", null], schema.Tables.Where(table => table.Name != "t").Select(table => table.Columns[0].DefaultExpression));
    }

    // Found by random schemas: an index's own columns keep their names, and LIKE names its copies by them.
    [Fact]
    public void RenamedColumn_KeepsItsNameInNamesOfCopiedIndexes()
    {
        var schema = Fold(
            """
            CREATE TABLE t (a int, b int, c text, UNIQUE (a) INCLUDE (b)); CREATE INDEX ON t USING hash (c);
            ALTER TABLE t RENAME a TO x; ALTER TABLE t RENAME b TO y; ALTER TABLE t RENAME c TO z;
            CREATE TABLE copy (LIKE t INCLUDING ALL);
            """);

        Assert.Equal(["copy_a_b_key", "copy_c_idx"], schema.Tables[1].Indexes.Select(index => index.Name));
    }

    [Fact]
    public void Rename_IsFollowedByEverythingThatPointsThere()
    {
        var schema = Fold(
            """
            CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p_id int REFERENCES p);
            ALTER TABLE p RENAME TO parents; ALTER TABLE parents RENAME id TO key; ALTER TABLE parents RENAME CONSTRAINT p_pkey TO pk_parents;
            """);

        Assert.Equal(("parents", "key"), (schema.Tables[1].ForeignKeys[0].ReferencedTable.Name, schema.Tables[1].ForeignKeys[0].ReferencedColumns[0]));
        Assert.Equal(("pk_parents", "pk_parents"), (schema.Tables[0].PrimaryKey!.Name, schema.Tables[0].Indexes[0].Name));
    }

    [Fact]
    public void NotValid_StaysUntilValidated()
    {
        var schema = Fold(
            """
            CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, b int);
            ALTER TABLE c ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT VALID, ADD CONSTRAINT ck CHECK (b > 0) NOT VALID;
            ALTER TABLE c VALIDATE CONSTRAINT fk;
            """);

        Assert.True(schema.Tables[1].ForeignKeys[0].IsValidated);
        Assert.False(schema.Tables[1].Checks[0].IsValidated);
    }

    [Fact]
    public void UsingIndex_RenamesTheIndex()
    {
        var table = FoldTable("CREATE TABLE t (a int); CREATE UNIQUE INDEX idx ON t (a); ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY USING INDEX idx;");

        Assert.Equal(("pk", "pk", true), (table.PrimaryKey!.Name, Assert.Single(table.Indexes).Name, table.Columns[0].IsNotNull));
    }

    [Fact]
    public void SetSchema_MovesIndexesAndSequences()
    {
        var schema = Fold("CREATE SCHEMA app; CREATE TABLE t (id serial PRIMARY KEY); ALTER TABLE t SET SCHEMA app;");

        Assert.Equal(("app", "app", "nextval('app.t_id_seq'::regclass)"), (schema.Tables[0].Schema, schema.Sequences[0].Schema, schema.Tables[0].Columns[0].DefaultExpression));
    }

    [Fact]
    public void DropCascade_TakesViewsAndForeignKeys()
    {
        var schema = Fold("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int REFERENCES p); CREATE VIEW v AS SELECT id FROM p; DROP TABLE p CASCADE;");

        Assert.Empty(schema.Views);
        Assert.Empty(Assert.Single(schema.Tables).ForeignKeys);
    }

    [Fact]
    public void DropOfUsedTable_IsReported() => Assert.Equal(
        2, Problem("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int REFERENCES p); DROP TABLE [|p|]", "cannot drop table p because other objects depend on it").Tables.Count);

    [Fact]
    public void DropOfUnknownTable_IsReported() => Problem("DROP TABLE [|nowhere|]", "table \"nowhere\" does not exist");

    [Fact]
    public void DropIfExists_IsSilent() => Fold("DROP TABLE IF EXISTS nowhere; DROP TYPE IF EXISTS x; DROP FUNCTION IF EXISTS f(int); DROP SCHEMA IF EXISTS s CASCADE; DROP INDEX IF EXISTS i;");

    [Fact]
    public void DropSchemaCascade_EmptiesIt() => Assert.Empty(Fold("CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE TYPE s.e AS ENUM ('a'); DROP SCHEMA s CASCADE;").Tables);

    [Fact]
    public void DropTypeCascade_DropsColumns() =>
        Assert.Equal("a integer", Describe(FoldTable("CREATE TYPE e AS ENUM ('x'); CREATE TABLE t (a int, b e, c e[]); DROP TYPE e CASCADE;").Columns));

    [Fact]
    public void UnknownColumn_IsReportedAtItsName() => Problem("CREATE TABLE t (a int); ALTER TABLE t ALTER COLUMN [|b|] SET NOT NULL", "column \"b\" of relation \"t\" does not exist");

    [Fact]
    public void UnknownRelation_IsReportedAtItsName() => Problem("ALTER TABLE [|nowhere|] ADD a int", "relation \"nowhere\" does not exist");

    [Fact]
    public void ColumnTwice_IsReported() => Problem("CREATE TABLE t (a int); ALTER TABLE t ADD [|a|] int", "column \"a\" of relation \"t\" already exists");

    [Fact]
    public void TypeOfColumnInView_CannotBeAltered() => Problem(
        "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; ALTER TABLE t ALTER COLUMN [|a|] TYPE bigint", "cannot alter type of a column used by a view or rule");

    [Fact]
    public void EnumValues_AreAddedAndRenamed()
    {
        var type = Assert.Single(Fold("CREATE TYPE e AS ENUM ('a', 'c'); ALTER TYPE e ADD VALUE 'b' BEFORE 'c'; ALTER TYPE e ADD VALUE IF NOT EXISTS 'a'; ALTER TYPE e RENAME VALUE 'c' TO 'd';").Enums);

        Assert.Equal("a, b, d", string.Join(", ", type.Labels));
    }

    [Fact]
    public void EnumValueTwice_IsReported() => Problem("CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE [|'a'|]", "enum label \"a\" already exists");

    [Fact]
    public void Domains_KeepBaseChecksAndDefault()
    {
        var domain = Assert.Single(Fold("CREATE DOMAIN d AS numeric(5,2) DEFAULT 0 NOT NULL CHECK (VALUE >= 0); ALTER DOMAIN d ADD CONSTRAINT small CHECK (VALUE < 9); ALTER DOMAIN d DROP NOT NULL;").Domains);

        Assert.Equal(("numeric(5,2)", false, "0"), (domain.BaseType.ToString(), domain.IsNotNull, domain.DefaultExpression));
        Assert.Equal(["d_check", "small"], domain.Checks.Select(check => check.Name));
    }

    [Fact]
    public void RangeTypes_BringTheirMultirange() => Assert.Equal(
        ["time_multirange", "span_multirange", "own"],
        Fold("CREATE TYPE time_range AS RANGE (subtype = time); CREATE TYPE span AS RANGE (subtype = float8); CREATE TYPE r AS RANGE (subtype = int8, multirange_type_name = own);").Ranges.Select(range => range.MultirangeName));

    [Fact]
    public void SearchPath_DecidesWhereAndWhat()
    {
        var schema = Fold("CREATE SCHEMA app; SET search_path = app, public; CREATE TABLE t (a int); SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.t (b int); ALTER TABLE app.t ADD c int;");

        Assert.Equal(["app.t", "public.t"], schema.Tables.Select(table => table.QualifiedName.ToString()));
        Assert.Equal("a integer, c integer", Describe(schema.Tables[0].Columns));
    }

    [Fact]
    public void EmptySearchPath_IsReported() => Problem("SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE [|t|] (a int)", "no schema has been selected to create in");

    [Fact]
    public void Comments_AreSetAndRemoved()
    {
        var schema = Fold("CREATE TABLE t (a int, b int); COMMENT ON TABLE t IS 'it''s'; COMMENT ON COLUMN t.a IS 'first'; COMMENT ON COLUMN t.b IS 'x'; COMMENT ON COLUMN t.b IS NULL;");

        Assert.Equal(("it's", "first", null), (schema.Tables[0].Comment, schema.Tables[0].Columns[0].Comment, schema.Tables[0].Columns[1].Comment));
    }

    [Fact]
    public void FunctionsAreToldApartByTheirArguments()
    {
        var schema = Fold(
            """
            CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
            CREATE FUNCTION f(a text, OUT b int, OUT c text) LANGUAGE sql AS 'SELECT 1, 2';
            CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql STABLE AS 'SELECT 2';
            DROP FUNCTION f(text);
            """);

        Assert.Equal('s', Assert.Single(schema.Functions).Volatility);
    }

    [Theory]
    [InlineData("ALTER TABLE t DROP COLUMN a CASCADE")]
    [InlineData("DROP TABLE t CASCADE")]
    public void ParsedBody_GoesWithWhatItUses(string drop)
    {
        var schema = Fold($"""
            CREATE TABLE t (a int, b int);
            CREATE FUNCTION uses() RETURNS bigint LANGUAGE sql RETURN (SELECT sum(a) FROM t);
            CREATE FUNCTION all_of() RETURNS SETOF int LANGUAGE sql BEGIN ATOMIC SELECT * FROM t; END;
            CREATE FUNCTION text_only() RETURNS bigint LANGUAGE sql AS 'SELECT sum(a) FROM t';
            {drop};
            """);

        Assert.Equal("text_only", Assert.Single(schema.Functions).Name);
    }

    [Fact]
    public void ParsedBody_KeepsItsTable() => Problem(
        "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql RETURN (SELECT sum(a) FROM t); DROP TABLE [|t|];",
        "cannot drop table t because other objects depend on it");

    [Fact]
    public void DroppedTable_TakesWhatHasItsRowType()
    {
        var schema = Fold("CREATE TABLE t (a int); ALTER TABLE t RENAME TO r; CREATE FUNCTION f(x r) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE u (id int, rows r[]); DROP TABLE r CASCADE;");

        Assert.Empty(schema.Functions);
        Assert.Equal("id integer", Describe(Assert.Single(schema.Tables).Columns));
    }

    [Fact]
    public void NotNullNoInherit_StaysWithItsTable()
    {
        var schema = Fold(
            """
            CREATE TABLE p (a int NOT NULL NO INHERIT, b int NOT NULL); CREATE TABLE c () INHERITS (p);
            ALTER TABLE p ADD COLUMN d int; ALTER TABLE p ADD NOT NULL d NO INHERIT; ALTER TABLE c ALTER a SET NOT NULL; ALTER TABLE p ALTER a DROP NOT NULL;
            """);

        Assert.Equal("a integer, b integer not null, d integer not null", Describe(schema.Tables[0].Columns));
        Assert.Equal("a integer not null, b integer not null, d integer", Describe(schema.Tables[1].Columns));
    }

    [Fact]
    public void AttachedPartition_HasNoColumnsOfItsOwn()
    {
        var schema = Fold("CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE c (LIKE p); ALTER TABLE p ATTACH PARTITION c DEFAULT; ALTER TABLE p DROP COLUMN b;");

        Assert.Equal("a integer", Describe(schema.Tables[1].Columns));
    }

    [Fact]
    public void DetachedPartition_LosesTheTriggersOfItsParent()
    {
        var schema = Fold(
            """
            CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE c PARTITION OF p DEFAULT;
            CREATE TRIGGER everywhere AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f(); CREATE TRIGGER own AFTER INSERT ON c FOR EACH ROW EXECUTE FUNCTION f();
            ALTER TABLE p DETACH PARTITION c;
            """);

        Assert.Equal(["everywhere", "own"], schema.Triggers.Select(trigger => trigger.Name));
    }

    [Fact]
    public void CommentsOfSequencesAndArrayTypes_AreTheirOwn()
    {
        var schema = Fold("CREATE SEQUENCE s; COMMENT ON SEQUENCE s IS 'numbers'; CREATE TYPE e AS ENUM ('a'); COMMENT ON TYPE e IS 'one'; COMMENT ON TYPE e[] IS 'several';");

        Assert.Equal(("numbers", "one"), (schema.Sequences[0].Comment, schema.Enums[0].Comment));
    }

    [Fact]
    public void FunctionArguments_HaveNoFieldsOfAnInterval() =>
        Assert.Equal("interval", Fold("CREATE FUNCTION f(a interval day to second(2)) RETURNS int LANGUAGE sql AS 'SELECT 1';").Functions[0].Parameters[0].Type.ToString());

    [Fact]
    public void DefaultNull_IsOneForADomainButNotForItsArray()
    {
        var table = Assert.Single(Fold("CREATE DOMAIN d AS int; CREATE TABLE t (a d DEFAULT NULL, b d[] DEFAULT NULL);").Tables);

        Assert.Equal(["NULL", null], table.Columns.Select(column => column.DefaultExpression));
    }

    // A stack overflow would end the compiler.
    [Theory]
    [InlineData("CREATE TABLE t (a int); ALTER TABLE t INHERIT [|t|]; ALTER TABLE t ALTER a SET NOT NULL;")]
    [InlineData("CREATE TABLE t (a int); CREATE TABLE c () INHERITS (t); CREATE TABLE d () INHERITS (c); ALTER TABLE t INHERIT [|d|]; ALTER TABLE c ADD b int; DROP TABLE t CASCADE;")]
    public void CircularInheritance_IsRefused(string sql) => Problem(sql, "circular inheritance not allowed");

    [Fact]
    public void DeepInheritance_IsRefusedBeforeTheStackEnds()
    {
        var create = string.Concat(Enumerable.Range(1, 50_000).Select(i => $"CREATE TABLE t{i} () INHERITS (t{i - 1});\n"));
        var schema = SchemaBuilder.Build("CREATE TABLE t0 (a int);\n" + create + "CREATE TABLE top (a int); ALTER TABLE t0 INHERIT top; ALTER TABLE t0 ALTER a SET NOT NULL, ADD b int, ADD CHECK (a > 0); DROP TABLE t0 CASCADE;");

        Assert.All(schema.Problems, problem => Assert.Equal("stack depth limit exceeded", problem.Message));
        Assert.NotEmpty(schema.Problems);
    }
}
