using LifeOps.PostgreSql.Repairs;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Repairs;

public sealed class RepairPlannerTests
{
    private static readonly RepairOptions Utc = new() { TimestampZone = "UTC" };

    [Fact]
    public void NothingFound_IsAnEmptyPlan()
    {
        var plan = RepairPlanner.Plan(DatabaseSchema.Empty, [], RepairOptions.Default);

        Assert.Empty(plan.Steps);
        Assert.Equal("", plan.ToScript());
        Assert.Equal("", plan.ToRollbackScript());
    }

    [Fact]
    public void Steps_AreOrderedByPhaseAndNumbered()
    {
        var plan = Plan("CREATE TABLE t (id serial PRIMARY KEY, a json, b json);", Utc);

        Assert.Equal(Enumerable.Range(1, plan.Steps.Count), plan.Steps.Select(step => step.Number));
        Assert.Equal(plan.Steps.Select(step => step.Phase).Order(), plan.Steps.Select(step => step.Phase));
        Assert.Equal(2, plan.Steps.Count(step => step.Phase == RepairPhase.CutOver));
        Assert.All(plan.Steps.Where(step => step.Phase == RepairPhase.CutOver), step => Assert.NotEmpty(step.Rollback));
    }

    [Fact]
    public void ScriptThroughCutOver_LeavesTheOldColumns()
    {
        var plan = Plan("CREATE TABLE t (id uuid PRIMARY KEY, a json);", Utc);

        Assert.Contains("DROP COLUMN a_old", plan.ToScript(), StringComparison.Ordinal);
        Assert.DoesNotContain("DROP COLUMN a_old", plan.ToScript(RepairPhase.CutOver), StringComparison.Ordinal);
        Assert.DoesNotContain("DROP COLUMN a_old", plan.ToRollbackScript(), StringComparison.Ordinal);
    }

    [Fact]
    public void Varchar_KeepsItsLimit()
    {
        var plan = Plan("CREATE TABLE t (id uuid PRIMARY KEY, a varchar(3) DEFAULT 'x', b varchar);", Utc);

        Assert.Equal(
            """
            ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT, ALTER COLUMN a TYPE text, ALTER COLUMN a SET DEFAULT 'x';
            ALTER TABLE public.t ADD CONSTRAINT t_a_check CHECK (char_length(a) <= 3) NOT VALID;
            """,
            plan.Steps[0].Sql);
        Assert.Equal("ALTER TABLE public.t VALIDATE CONSTRAINT t_a_check;", plan.Steps[1].Sql);
        Assert.Equal("ALTER TABLE public.t ALTER COLUMN b TYPE text;", plan.Steps[2].Sql);
        Assert.Equal((RepairDuration.Instant, TableLockMode.AccessExclusive), (plan.Steps[2].Duration, plan.Steps[2].Lock));
    }

    [Fact]
    public void Timestamp_WaitsForSomebodyToSayTheZone()
    {
        const string Schema = "CREATE TABLE t (id uuid PRIMARY KEY, at timestamp NOT NULL DEFAULT now());";

        Assert.Contains("time zone", Assert.Single(Plan(Schema, RepairOptions.Default).Unrepaired).Why, StringComparison.Ordinal);
        var step = Assert.Single(Plan(Schema, Utc).Steps);
        Assert.Equal(
            """
            SET LOCAL timezone = 'UTC';
            ALTER TABLE public.t ALTER COLUMN at DROP DEFAULT, ALTER COLUMN at TYPE timestamp with time zone, ALTER COLUMN at SET DEFAULT now();
            """,
            step.Sql);
        Assert.Equal(RepairDuration.Instant, step.Duration);
    }

    [Theory]
    [InlineData("CREATE TABLE t (id uuid PRIMARY KEY, a json); CREATE VIEW v AS SELECT a FROM t;", "view v")]
    [InlineData("CREATE TABLE t (id uuid PRIMARY KEY, a json); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();", "trigger g")]
    [InlineData("CREATE TABLE t (id uuid PRIMARY KEY, a json, b text GENERATED ALWAYS AS (a ->> 'x') STORED);", "generated column b")]
    [InlineData("CREATE TABLE t (id uuid PRIMARY KEY, a json, CHECK (a IS NOT NULL));", "constraint")]
    [InlineData("CREATE TABLE t (id uuid PRIMARY KEY, a json); CREATE INDEX i ON t ((a ->> 'x'));", "index i")]
    [InlineData("CREATE TABLE t (code char(3) PRIMARY KEY);", "key")]
    [InlineData("CREATE TABLE t (at date, a json) PARTITION BY RANGE (at);", "partitions")]
    [InlineData("CREATE SEQUENCE s; CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval('s'));", "not owned")]
    public void WhatStandsInTheWay_IsSaid(string schema, string reason)
    {
        var plan = Plan(schema, Utc);

        Assert.Contains(reason, Assert.Single(plan.Unrepaired).Why, StringComparison.Ordinal);
        Assert.Empty(plan.Steps);
        Assert.Empty(plan.Repaired);
    }

    [Fact]
    public void SmallTable_IsRewrittenAtOnce()
    {
        var plan = Plan("-- lifeops:rows 50\nCREATE TABLE t (id uuid PRIMARY KEY, a json NOT NULL DEFAULT '{}'::json);", Utc);

        var step = Assert.Single(plan.Steps);
        Assert.Equal(RepairDuration.Rewrite, step.Duration);
        Assert.Equal("ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT, ALTER COLUMN a TYPE jsonb USING (a)::jsonb, ALTER COLUMN a SET DEFAULT '{}'::jsonb;", step.Sql);
    }

    [Fact]
    public void Names_AreFreeAndNotTooLong()
    {
        var column = new string('c', 63);
        var plan = Plan($"CREATE TABLE t (id uuid PRIMARY KEY, {column} json, a json, a_new text, a_old text);", Utc);

        var script = SqlParser.Parse(plan.ToScript());
        Assert.Empty(script.Diagnostics);
        var added = script.Statements.SelectMany(statement => statement.DescendantsAndSelf()).OfType<ColumnDef>().Select(definition => definition.ColName.Value!).ToList();
        Assert.Equal(2, added.Distinct().Count());
        Assert.Contains("a_new_2", added);
        Assert.All(added, name => Assert.InRange(name.Length, 1, 63));
    }

    [Fact]
    public void HostileNames_StayNames()
    {
        var plan = Plan(
            """
            CREATE SCHEMA "s""; DROP TABLE x; --";
            CREATE TABLE "s""; DROP TABLE x; --"."t
            \! rm -rf /
            ; DROP TABLE y; $repair$" (id serial PRIMARY KEY, "a'; DROP TABLE z; $repair$ --" json NOT NULL, "b
            c" varchar(3));
            COMMENT ON COLUMN "s""; DROP TABLE x; --"."t
            \! rm -rf /
            ; DROP TABLE y; $repair$"."a'; DROP TABLE z; $repair$ --" IS 'it''s \ $repair$';
            """,
            Utc);

        Assert.NotEmpty(plan.Steps);
        foreach (var text in new[] { plan.ToScript(), plan.ToRollbackScript() })
        {
            var script = SqlParser.Parse(text);
            Assert.Empty(script.Diagnostics);
            Assert.DoesNotContain(script.Statements, statement => statement.Stmt is DropStmt { RemoveType: ObjectType.Table });

            // psql's own lines are those that the script begins with, and nothing else.
            Assert.Equal(["\\set ON_ERROR_STOP on"], script.ClientText.Select(span => span.Of(text).Trim()));
        }
    }

    [Fact]
    public void Hypertables_GetWhatSomebodyDecided()
    {
        const string Schema = """
            CREATE EXTENSION timescaledb;
            CREATE TABLE readings (at timestamptz NOT NULL, value float8);
            SELECT create_hypertable('readings', 'at');
            """;
        var schema = SchemaBuilder.Build(Schema);
        var place = schema.Tables.Single().Hypertable!.Location;
        var findings = new[] { Finding("LDB7002", place), Finding("LDB7003", place) };

        Assert.Equal(2, RepairPlanner.Plan(schema, findings, RepairOptions.Default).Unrepaired.Count);
        var plan = RepairPlanner.Plan(schema, findings, new() { CompressAfter = "7 days", DropAfter = "2 years" });
        Assert.Equal("ALTER TABLE public.readings SET (timescaledb.compress);\nSELECT add_compression_policy('public.readings', INTERVAL '7 days');", plan.Steps[0].Sql);
        Assert.Equal("SELECT add_retention_policy('public.readings', INTERVAL '2 years');", plan.Steps[1].Sql);
        Assert.Equal(RepairPhase.Contract, plan.Steps[1].Phase);
    }

    [Fact]
    public void IndexOfHypertable_IsBuiltChunkByChunk()
    {
        const string Schema = """
            CREATE EXTENSION timescaledb;
            CREATE TABLE sensors (id uuid PRIMARY KEY);
            CREATE TABLE readings (at timestamptz NOT NULL, sensor_id uuid REFERENCES sensors (id));
            SELECT create_hypertable('readings', 'at');
            """;
        var schema = SchemaBuilder.Build(Schema);
        var key = schema.Tables.Single(table => table.Name == "readings").ForeignKeys.Single();
        var step = Assert.Single(RepairPlanner.Plan(schema, [Finding("LDB5001", key.Location)], RepairOptions.Default).Steps);

        Assert.Equal("CREATE INDEX idx_readings_sensor_id ON public.readings (sensor_id) WITH (timescaledb.transaction_per_chunk);", step.Sql);
        Assert.False(step.InTransaction);
    }

    [Fact]
    public void ForeignKey_IsNeverMissing()
    {
        const string Schema = """
            CREATE TABLE users (id uuid PRIMARY KEY);
            CREATE TABLE orders (user_id uuid CONSTRAINT fk_user REFERENCES users (id) ON UPDATE CASCADE);
            """;
        var schema = SchemaBuilder.Build(Schema);
        var plan = RepairPlanner.Plan(schema, [Finding("LDB4002", schema.Tables[1].ForeignKeys.Single().Location)], RepairOptions.Default);

        Assert.Equal(
            """
            ALTER TABLE public.orders ADD CONSTRAINT fk_user_new FOREIGN KEY (user_id) REFERENCES public.users (id) ON UPDATE CASCADE ON DELETE RESTRICT NOT VALID;
            ALTER TABLE public.orders VALIDATE CONSTRAINT fk_user_new;
            ALTER TABLE public.orders DROP CONSTRAINT fk_user;
            ALTER TABLE public.orders RENAME CONSTRAINT fk_user_new TO fk_user;
            """,
            string.Join('\n', plan.Steps.Select(step => step.Sql)));
        Assert.Equal([false, true], plan.Steps.Select(step => step.AlsoLocked.IsEmpty).Distinct());
    }

    [Theory]
    [InlineData("CREATE TABLE t (id serial PRIMARY KEY, parent_id int REFERENCES t (id) ON DELETE CASCADE);", "refers to itself")]
    [InlineData("CREATE TABLE t (id serial PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t;", "The view v")]
    [InlineData("CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE u (t_id int PRIMARY KEY REFERENCES t (id));", "u.t_id, which refers to it, is part of another key")]
    [InlineData("CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE u (t_id int REFERENCES t (id), x int, UNIQUE (t_id, x));", "u.t_id, which refers to it, is part of another key")]
    [InlineData("CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE u (t_id int DEFAULT 1 REFERENCES t (id));", "has a default of the old type")]
    [InlineData("CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE u (t_id int REFERENCES t (id) CHECK (t_id > 0));", "A constraint reads the column")]
    [InlineData("CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE u (t_id int REFERENCES t (id) DEFERRABLE);", "is deferrable or not validated")]
    [InlineData("CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE u (t_id int); ALTER TABLE u ADD FOREIGN KEY (t_id) REFERENCES t (id) NOT VALID;", "is deferrable or not validated")]
    [InlineData("CREATE TABLE t (id serial, x int, PRIMARY KEY (id, x));", "not the primary key by itself")]
    [InlineData("CREATE TABLE t (id serial PRIMARY KEY); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER audit BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();", "The trigger audit")]
    [InlineData("CREATE TABLE t (id serial PRIMARY KEY, double_id bigint GENERATED ALWAYS AS (id * 2) STORED);", "The generated column double_id")]
    public void SerialToUuid_IsLeftWhereMoreThanTheKeyWouldChange(string schema, string why)
    {
        var plan = Plan(schema, new() { SerialBecomes = IdPolicy.Uuid });

        Assert.Contains(why, Assert.Single(plan.Unrepaired).Why, StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Steps, step => step.RuleIds.Contains("LDB2010"));
    }

    [Fact]
    public void SerialToUuid_IsChosenByNameOnly()
    {
        const string Schema = "CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE u (id uuid PRIMARY KEY, t_id int NOT NULL REFERENCES t (id) ON DELETE CASCADE);";

        Assert.Contains("AS IDENTITY", Assert.Single(Plan(Schema, RepairOptions.Default).Steps).Sql, StringComparison.Ordinal);
        var plan = Plan(Schema, new() { SerialBecomes = IdPolicy.Uuid });
        Assert.DoesNotContain("IDENTITY", plan.ToScript(), StringComparison.Ordinal);
        var cutOver = Assert.Single(plan.Steps, step => step.Phase == RepairPhase.CutOver);
        Assert.Equal(["public.u"], cutOver.AlsoLocked.Select(table => table.ToString()));
        Assert.Equal((RepairDuration.Instant, true), (cutOver.Duration, cutOver.InTransaction));
        Assert.Equal(
            """
            DROP TRIGGER id_forward ON public.t;
            DROP FUNCTION public.t_id_forward();
            DROP TRIGGER t_id_forward ON public.u;
            DROP FUNCTION public.u_t_id_forward();
            ALTER TABLE public.u DROP CONSTRAINT u_t_id_fkey;
            ALTER TABLE public.u RENAME CONSTRAINT u_t_id_fkey_new TO u_t_id_fkey;
            ALTER TABLE public.t DROP CONSTRAINT t_pkey;
            ALTER TABLE public.t RENAME COLUMN id TO id_old;
            ALTER TABLE public.t RENAME COLUMN id_new TO id;
            ALTER TABLE public.t ALTER COLUMN id SET NOT NULL;
            ALTER TABLE public.t DROP CONSTRAINT t_id_proof;
            ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey_new;
            """,
            string.Join("\n", cutOver.Statements.Take(12).Select(statement => statement + ";")));
        Assert.All(plan.Steps.Where(step => step.Duration is RepairDuration.Batches or RepairDuration.IndexBuild), step => Assert.False(step.InTransaction));
        Assert.All(plan.Steps.Where(step => step.Lock >= TableLockMode.ShareRowExclusive), step => Assert.Equal(RepairDuration.Instant, step.Duration));
    }

    private static SqlFinding Finding(string id, SchemaLocation place) =>
        new() { Rule = new Rule(id, "Title", "{0}", "Category", RuleSeverity.Warning, "Description"), Span = place.Span, File = place.File, Arguments = ValueList.Of("x") };

    private static RepairPlan Plan(string text, RepairOptions options)
    {
        var schema = SchemaBuilder.Build(text);
        Assert.Empty(schema.Problems);
        var findings = SqlRules.CheckSchema([new SchemaScript("", SqlParser.Parse(text))], schema, RuleOptions.Default)
            .Where(finding => finding.Rule.Category == "DataTypes" && finding.Rule != RuleCatalog.IntegerPrimaryKey).ToList();
        return RepairPlanner.Plan(schema, findings, options);
    }
}
