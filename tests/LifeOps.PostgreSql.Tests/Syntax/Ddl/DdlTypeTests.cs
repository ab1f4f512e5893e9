using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax.Ddl;

/// <summary>CREATE and ALTER TYPE and DOMAIN, SEQUENCE, SCHEMA and EXTENSION.</summary>
public sealed class DdlTypeTests
{
    [Fact]
    public void Enum()
    {
        const string sql = "CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok', E'tab\\t')";
        var type = Parsed.Valid<CreateEnumStmt>(sql);

        Assert.Equal("app, mood", Parsed.Names(type.TypeName));
        Assert.Equal(["sad", "it's ok", "tab\t"], type.Vals.Select(label => label.Value));
        Assert.Equal("'it''s ok'", type.Vals[1].Span.Of(sql));
    }

    [Theory]
    [InlineData("ALTER TYPE e ADD VALUE 'x'", null, "x", null, true, false)]
    [InlineData("ALTER TYPE e ADD VALUE IF NOT EXISTS 'x' BEFORE 'y'", null, "x", "y", false, true)]
    [InlineData("ALTER TYPE e ADD VALUE 'x' AFTER 'y'", null, "x", "y", true, false)]
    [InlineData("ALTER TYPE e RENAME VALUE 'x' TO 'z'", "x", "z", null, false, false)]
    public void EnumValues(string sql, string? old, string value, string? neighbor, bool after, bool ifNotExists)
    {
        var type = Parsed.Valid<AlterEnumStmt>(sql);

        Assert.Equal((old, value, neighbor), (type.OldVal.Value, type.NewVal.Value, type.NewValNeighbor.Value));
        Assert.Equal((after, ifNotExists), (type.NewValIsAfter, type.SkipIfNewValExists));
    }

    [Fact]
    public void Composite()
    {
        const string sql = "CREATE TYPE app.pair AS (a int, b text COLLATE \"C\")";
        var type = Parsed.Valid<CompositeTypeStmt>(sql);

        Assert.Equal(("app", "pair"), (type.TypeVar.Schema.Value, type.TypeVar.Name.Value));
        Assert.Equal(["a int", "b text COLLATE \"C\""], type.ColDefList.Select(column => column.Text(sql)));
        Assert.Empty(Parsed.Valid<CompositeTypeStmt>("CREATE TYPE t AS ()").ColDefList);
    }

    [Fact]
    public void RangeBaseAndShell()
    {
        Assert.Equal(["subtype", "subtype_diff"], Parsed.Valid<CreateRangeStmt>("CREATE TYPE r AS RANGE (subtype = float8, subtype_diff = float8mi)").Params.Select(item => item.Name.Value));
        Assert.Equal(2, Parsed.Valid<DefineStmt>("CREATE TYPE b (input = b_in, output = b_out)").Definition.Count);
        Assert.Empty(Parsed.Valid<DefineStmt>("CREATE TYPE b").Definition);
        Assert.Single(Parsed.Valid<AlterTypeStmt>("ALTER TYPE b SET (storage = plain)").Options);
    }

    [Fact]
    public void Domain()
    {
        const string sql = "CREATE DOMAIN app.email AS text COLLATE \"C\" DEFAULT '' CONSTRAINT at CHECK (VALUE ~ '@') NOT NULL";
        var domain = Parsed.Valid<CreateDomainStmt>(sql);

        Assert.Equal(("app, email", "text", "C"), (Parsed.Names(domain.DomainName), domain.TypeName.Text(sql), Parsed.Names(domain.CollClause!.Collname)));
        Assert.Equal([ConstrType.Default, ConstrType.Check, ConstrType.NotNull], domain.Constraints.Select(constraint => constraint.ConType));
    }

    [Theory]
    [InlineData("SET DEFAULT 1", AlterDomainType.AlterDefault)]
    [InlineData("DROP DEFAULT", AlterDomainType.AlterDefault)]
    [InlineData("SET NOT NULL", AlterDomainType.SetNotNull)]
    [InlineData("DROP NOT NULL", AlterDomainType.DropNotNull)]
    [InlineData("ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID", AlterDomainType.AddConstraint)]
    [InlineData("DROP CONSTRAINT IF EXISTS c CASCADE", AlterDomainType.DropConstraint)]
    [InlineData("VALIDATE CONSTRAINT c", AlterDomainType.ValidateConstraint)]
    public void AlterDomain(string action, AlterDomainType type) => Assert.Equal(type, Parsed.Valid<AlterDomainStmt>("ALTER DOMAIN d " + action).Subtype);

    [Fact]
    public void Sequence()
    {
        const string sql = "CREATE SEQUENCE IF NOT EXISTS s AS bigint INCREMENT BY -2 NO MINVALUE MAXVALUE 100 START WITH 5 CACHE 10 NO CYCLE OWNED BY app.t.id";
        var sequence = Parsed.Valid<CreateSeqStmt>(sql);

        Assert.Equal(["as", "increment", "minvalue", "maxvalue", "start", "cache", "cycle", "owned_by"], sequence.Options.Select(option => option.Name.Value));
        Assert.Equal(-2, Assert.IsType<A_Const>(sequence.Options[1].Arg).IntegerValue);
        Assert.Null(sequence.Options[2].Arg);
        Assert.Equal("app, t, id", Parsed.Names(Assert.IsType<QualifiedName>(sequence.Options[7].Arg).Names));
    }

    [Fact]
    public void SchemaWithElements()
    {
        var schema = Parsed.Valid<CreateSchemaStmt>(
            "CREATE SCHEMA s AUTHORIZATION bob CREATE TABLE t (a int) CREATE VIEW v AS SELECT a FROM t CREATE INDEX ON t (a) GRANT SELECT ON v TO alice");

        Assert.Equal(("s", "bob"), (schema.SchemaName.Value, schema.AuthRole!.Name.Value));
        Assert.Equal(["CreateStmt", "ViewStmt", "IndexStmt", "GrantStmt"], schema.SchemaElts.Select(element => element.GetType().Name));
    }

    [Fact]
    public void Extension()
    {
        var extension = Parsed.Valid<CreateExtensionStmt>("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA app VERSION '1.1' CASCADE");

        Assert.Equal(("uuid-ossp", true), (extension.ExtName.Value, extension.IfNotExists));
        Assert.Equal(["schema", "new_version", "cascade"], extension.Options.Select(option => option.Name.Value));
        Assert.Single(Parsed.Valid<AlterExtensionStmt>("ALTER EXTENSION e UPDATE TO '2.0'").Options);
        var contents = Parsed.Valid<AlterExtensionContentsStmt>("ALTER EXTENSION e DROP CAST (int AS text)");
        Assert.Equal((false, ObjectType.Cast), (contents.IsAdd, contents.ObjType));
    }

    [Theory]
    [InlineData("CREATE SCHEMA IF NOT EXISTS s ¦CREATE TABLE t (a int)", "CREATE SCHEMA IF NOT EXISTS cannot include schema elements")]
    [InlineData("CREATE SCHEMA s CREATE TABLE t (a¦, b)", "syntax error at or near \",\"")]
    [InlineData("CREATE SCHEMA s CREATE ¦FUNCTION f() RETURNS int", "syntax error at or near \"FUNCTION\"")]
    [InlineData("CREATE EXTENSION e ¦FROM unpackaged", "CREATE EXTENSION ... FROM is no longer supported")]
    [InlineData("CREATE TYPE ¦a.b.c.d AS (x int)", "improper qualified name (too many dotted names): a.b.c.d")]
    [InlineData("CREATE SEQUENCE s AS int¦[]", "syntax error at or near \"[\"")]
    [InlineData("CREATE TYPE t AS ENUM ('a', ¦)", "syntax error at or near \")\"")]
    public void Errors(string sql, string message) => Assert.Equal(message, Parsed.Error(sql));
}
