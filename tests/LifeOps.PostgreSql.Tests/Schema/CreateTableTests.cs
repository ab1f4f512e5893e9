using LifeOps.PostgreSql.Schema;
using Xunit;
using static LifeOps.PostgreSql.Tests.Schema.SchemaAssert;

namespace LifeOps.PostgreSql.Tests.Schema;

public class CreateTableTests
{
    [Fact]
    public void ColumnTypes_AreThoseOfTheServer() => Assert.Equal(
        "a character varying(20), b character(1), c numeric(5,0), d timestamp(3) with time zone, e interval day to second(2), f double precision[], g \"char\"",
        Describe(FoldTable("CREATE TABLE t (a varchar(20), b char, c decimal(5), d timestamptz(3), e interval day to second(2), f float[3], g \"char\")").Columns));

    [Fact]
    public void Serial_ImpliesSequenceDefaultAndNotNull()
    {
        var schema = Fold("CREATE TABLE app_users (id bigserial)");

        var column = schema.Tables[0].Columns[0];
        Assert.Equal(("bigint", true, "nextval('app_users_id_seq'::regclass)", SerialKind.Serial), (column.Type.ToString(), column.IsNotNull, column.DefaultExpression, column.Serial));
        var sequence = Assert.Single(schema.Sequences);
        Assert.Equal((sequence.Name, sequence.OwnerTable, sequence.OwnerColumn), ("app_users_id_seq", new QualifiedName("public", "app_users"), "id"));
    }

    [Fact]
    public void DumpedSerial_IsSerialAgain()
    {
        var column = FoldTable(
            """
            CREATE TABLE public.t (id integer NOT NULL);
            CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
            ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
            ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
            """).Columns[0];

        Assert.Equal(SerialKind.Serial, column.Serial);
        Assert.Equal(new QualifiedName("public", "t_id_seq"), column.OwnedSequence);
    }

    [Fact]
    public void GeneratedNames_AreThoseOfTheServer()
    {
        var schema = Fold(
            """
            CREATE TABLE p (id int PRIMARY KEY);
            CREATE TABLE t (a int UNIQUE CHECK (a > 0), b int REFERENCES p, c int, CHECK (a > b), CHECK (c > 1 AND c < 9), UNIQUE (a, b), FOREIGN KEY (c) REFERENCES p (id));
            CREATE INDEX ON t (c); CREATE INDEX ON t (c); CREATE INDEX ON t (lower(a::text), (a + b));
            """);

        var table = schema.Tables[1];
        Assert.Equal(["t_a_check", "t_check", "t_c_check"], table.Checks.Select(check => check.Name));
        Assert.Equal(["t_a_key", "t_a_b_key"], table.UniqueConstraints.Select(key => key.Name));
        Assert.Equal(["t_b_fkey", "t_c_fkey"], table.ForeignKeys.Select(key => key.Name));
        Assert.Equal(["t_a_key", "t_a_b_key", "t_c_idx", "t_c_idx1", "t_lower_expr_idx"], table.Indexes.Select(index => index.Name));
    }

    [Fact]
    public void LongNames_AreCutTo63Bytes()
    {
        var table = FoldTable($"CREATE TABLE {new string('t', 80)} (\"{new string('ß', 40)}\" int UNIQUE)");

        Assert.Equal(63, table.Name.Length);
        Assert.Equal(new string('ß', 31), table.Columns[0].Name);
        Assert.Equal(new string('t', 29) + "_" + new string('ß', 14) + "_key", table.UniqueConstraints[0].Name);
    }

    [Fact]
    public void UniqueOnPrimaryKey_IsOneIndex()
    {
        var table = FoldTable("CREATE TABLE t (id int PRIMARY KEY, UNIQUE (id))");

        Assert.Equal("t_pkey", Assert.Single(table.Indexes).Name);
        Assert.Empty(table.UniqueConstraints);
    }

    [Fact]
    public void ForeignKey_KeepsActionsAndWhetherDeleteIsWritten()
    {
        var table = Fold(
            """
            CREATE TABLE p (id int PRIMARY KEY);
            CREATE TABLE c (a int REFERENCES p, b int REFERENCES p ON DELETE NO ACTION, d int REFERENCES p ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED);
            """).Tables[1];

        Assert.Equal([false, true, true], table.ForeignKeys.Select(key => key.HasExplicitOnDelete));
        var last = table.ForeignKeys[2];
        Assert.Equal((ReferentialAction.SetNull, ReferentialAction.Cascade, true, true), (last.OnDelete, last.OnUpdate, last.IsDeferrable, last.IsInitiallyDeferred));
        Assert.Equal("id", Assert.Single(last.ReferencedColumns));
    }

    [Fact]
    public void Like_CopiesWhatIsIncluded()
    {
        var copy = Fold(
            """
            CREATE TABLE a (id int PRIMARY KEY, n text DEFAULT 'x' CHECK (n <> ''));
            CREATE TABLE b (LIKE a);
            CREATE TABLE c (LIKE a INCLUDING ALL, more int);
            """);

        Assert.Equal("id integer not null, n text", Describe(copy.Tables[1].Columns));
        Assert.Empty(copy.Tables[1].Indexes);
        Assert.Equal(("c_pkey", "a_n_check", "'x'"), (copy.Tables[2].PrimaryKey!.Name, copy.Tables[2].Checks[0].Name, copy.Tables[2].Columns[1].DefaultExpression));
    }

    [Fact]
    public void Partitions_GetKeysAndIndexesOfTheirParent()
    {
        var schema = Fold(
            """
            CREATE TABLE m (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
            CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
            CREATE INDEX ON m (at);
            CREATE TABLE m_2 (id int NOT NULL, at date NOT NULL);
            ALTER TABLE m ATTACH PARTITION m_2 DEFAULT;
            """);

        Assert.Equal(("RANGE", "at"), (schema.Tables[0].PartitionKey!.Strategy, Assert.Single(schema.Tables[0].PartitionKey!.Keys)));
        Assert.Equal(["m_1_pkey", "m_1_at_idx"], schema.Tables[1].Indexes.Select(index => index.Name));
        Assert.Equal(["m_2_pkey", "m_2_at_idx"], schema.Tables[2].Indexes.Select(index => index.Name));
        Assert.Equal(("FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')", "DEFAULT"), (schema.Tables[1].PartitionBound, schema.Tables[2].PartitionBound));
    }

    [Fact]
    public void Inherits_TakesColumnsAndChecks()
    {
        var child = Fold("CREATE TABLE a (x int NOT NULL CHECK (x > 0)); CREATE TABLE b (y int) INHERITS (a)").Tables[1];

        Assert.Equal("x integer not null, y integer", Describe(child.Columns));
        Assert.Equal("a_x_check", Assert.Single(child.Checks).Name);
    }

    [Fact]
    public void RowEstimate_ComesFromTheCommentBefore()
    {
        var schema = Fold(
            """
            -- lifeops:rows 12345
            CREATE TABLE a (x int);
            CREATE TABLE b (x int);
            """);

        Assert.Equal([12345, null], schema.Tables.Select(table => table.RowEstimate));
    }

    [Fact]
    public void Statistics_ComeFromTheCommentsBefore()
    {
        var table = FoldTable(
            """
            -- lifeops:rows 12345
            -- lifeops:bytes 81920
            -- lifeops:column id null_frac=0 n_distinct=-1
            -- lifeops:column "A ""b"" null_frac=1" null_frac=0.25 n_distinct=40
            -- lifeops:column gone null_frac=0 n_distinct=1
            -- lifeops:weather fine
            CREATE TABLE a (id int, "A ""b"" null_frac=1" text, c text);
            """);

        Assert.Equal(81920, table.SizeInBytes);
        Assert.Equal([(0.0, -1.0), (0.25, 40.0), (null, null)], table.Columns.Select(column => (column.NullFraction, column.DistinctEstimate)));
    }

    [Fact]
    public void Places_AreThoseOfTheText()
    {
        const string Sql = "CREATE TABLE app (id int, \"My Name\" text DEFAULT 'x')";
        var table = FoldTable(Sql);

        Assert.Equal("app", table.NameLocation.Span.Of(Sql));
        Assert.Equal("\"My Name\" text DEFAULT 'x'", table.Columns[1].Location.Span.Of(Sql));
        Assert.Equal("\"My Name\"", table.Columns[1].NameLocation.Span.Of(Sql));
        Assert.Equal("text", table.Columns[1].TypeLocation.Span.Of(Sql));
        Assert.Equal("'x'", table.Columns[1].DefaultLocation.Span.Of(Sql));
    }

    [Fact]
    public void TableTwice_IsReported() => Problem("CREATE TABLE t (a int); CREATE TABLE [|t|] (b int)", "relation \"t\" already exists");

    [Fact]
    public void IfNotExists_KeepsTheFirst() => Assert.Equal("a integer", Describe(FoldTable("CREATE TABLE t (a int); CREATE TABLE IF NOT EXISTS t (b int)").Columns));

    [Fact]
    public void UnknownType_IsReportedAndTheTableStands()
    {
        var schema = Problem("CREATE TABLE t (a int, b [|moood|], c text)", "type \"moood\" does not exist");

        Assert.Equal("a integer, b unknown, c text", Describe(schema.Tables[0].Columns));
    }

    [Fact]
    public void UnknownReferencedTable_IsReportedAndTheTableStands() =>
        Assert.Single(Problem("CREATE TABLE t (a int REFERENCES [|nowhere|])", "relation \"nowhere\" does not exist").Tables);

    [Fact]
    public void KeyOfUnknownColumn_IsReported() => Problem("CREATE TABLE t (a int, PRIMARY KEY ([|b|]))", "column \"b\" named in key does not exist");

    [Fact]
    public void ForeignKeyWithoutUniqueTarget_IsReported() => Problem(
        "CREATE TABLE p (a int); CREATE TABLE c (b int REFERENCES [|p|] (a))", "there is no unique constraint matching given keys for referenced table \"p\"");

    [Fact]
    public void MissingSchema_IsReportedOnceAndMade()
    {
        var schema = Problem("CREATE TABLE [|app.a|] (x int); CREATE TABLE app.b (x int);", "schema \"app\" does not exist");

        Assert.Equal(["app.a", "app.b"], schema.Tables.Select(table => table.QualifiedName.ToString()));
    }

    [Fact]
    public void SyntaxError_CostsOneStatement()
    {
        var schema = Problem("CREATE TABLE a (x int); CREATE VIEW v AS [|SELEC|] x FROM a; CREATE TABLE b (y int);", "syntax error at or near \"SELEC\"", "LDB0001");

        Assert.Equal(["a", "b"], schema.Tables.Select(table => table.Name));
    }

    [Fact]
    public void TypedTable_FollowsItsType()
    {
        var table = FoldTable("CREATE TYPE person AS (id int, name text); CREATE TABLE people OF person (PRIMARY KEY (id)); ALTER TYPE person ADD ATTRIBUTE age int CASCADE;");

        Assert.Equal("id integer not null, name text, age integer", Describe(table.Columns));
    }

    [Fact]
    public void CreateTableAs_TakesColumnsFromTheQuery() => Assert.Equal(
        "n bigint, day date, label text", Describe(Fold("CREATE TABLE s (a timestamptz); CREATE TABLE t AS SELECT count(*) AS n, a::date AS day, 'x' AS label FROM s GROUP BY 2").Tables[1].Columns));
}
