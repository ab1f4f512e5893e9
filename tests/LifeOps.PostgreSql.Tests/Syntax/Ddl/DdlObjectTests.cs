using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax.Ddl;

/// <summary>Statements about objects of any kind: COMMENT ON, SECURITY LABEL, DROP, TRUNCATE.</summary>
public sealed class DdlObjectTests
{
    [Theory]
    [InlineData("TABLE app.t", ObjectType.Table, typeof(QualifiedName))]
    [InlineData("COLUMN app.t.c", ObjectType.Column, typeof(QualifiedName))]
    [InlineData("INDEX i", ObjectType.Index, typeof(QualifiedName))]
    [InlineData("MATERIALIZED VIEW v", ObjectType.MaterializedView, typeof(QualifiedName))]
    [InlineData("FOREIGN TABLE t", ObjectType.ForeignTable, typeof(QualifiedName))]
    [InlineData("FOREIGN DATA WRAPPER w", ObjectType.ForeignDataWrapper, typeof(QualifiedName))]
    [InlineData("TEXT SEARCH CONFIGURATION c", ObjectType.TsConfiguration, typeof(QualifiedName))]
    [InlineData("PROCEDURAL LANGUAGE l", ObjectType.Language, typeof(QualifiedName))]
    [InlineData("EXTENSION e", ObjectType.Extension, typeof(QualifiedName))]
    [InlineData("SCHEMA s", ObjectType.Schema, typeof(QualifiedName))]
    [InlineData("DATABASE d", ObjectType.Database, typeof(QualifiedName))]
    [InlineData("TYPE app.t", ObjectType.Type, typeof(TypeName))]
    [InlineData("DOMAIN d", ObjectType.Domain, typeof(TypeName))]
    [InlineData("FUNCTION f(int, OUT text)", ObjectType.Function, typeof(ObjectWithArgs))]
    [InlineData("AGGREGATE a(*)", ObjectType.Aggregate, typeof(ObjectWithArgs))]
    [InlineData("OPERATOR app.+ (int, NONE)", ObjectType.Operator, typeof(ObjectWithArgs))]
    [InlineData("OPERATOR CLASS c USING btree", ObjectType.OperatorClass, typeof(QualifiedName))]
    [InlineData("CONSTRAINT c ON app.t", ObjectType.TableConstraint, typeof(QualifiedName))]
    [InlineData("CONSTRAINT c ON domain", ObjectType.TableConstraint, typeof(QualifiedName))]
    [InlineData("CONSTRAINT c ON DOMAIN d", ObjectType.DomainConstraint, typeof(QualifiedName))]
    [InlineData("TRIGGER tr ON t", ObjectType.Trigger, typeof(QualifiedName))]
    [InlineData("POLICY p ON t", ObjectType.Policy, typeof(QualifiedName))]
    [InlineData("CAST (int AS text)", ObjectType.Cast, typeof(TypeName))]
    [InlineData("TRANSFORM FOR t LANGUAGE l", ObjectType.Transform, typeof(TypeName))]
    [InlineData("LARGE OBJECT 42", ObjectType.LargeObject, typeof(A_Const))]
    public void Comment(string target, ObjectType type, Type node)
    {
        var comment = Parsed.Valid<CommentStmt>($"COMMENT ON {target} IS 'it''s'");

        Assert.Equal((type, node, "it's"), (comment.ObjType, comment.Object.GetType(), comment.Comment.Value));
        Assert.True(Parsed.Valid<CommentStmt>($"COMMENT ON {target} IS NULL").IsNull);
    }

    [Fact]
    public void SecurityLabel()
    {
        var label = Parsed.Valid<SecLabelStmt>("SECURITY LABEL FOR 'provider' ON COLUMN t.c IS 'secret'");

        Assert.Equal((ObjectType.Column, "provider", "secret"), (label.ObjType, label.Provider.Value, label.Label.Value));
    }

    [Theory]
    [InlineData("DROP TABLE a, app.b CASCADE", ObjectType.Table, 2, DropBehavior.Cascade)]
    [InlineData("DROP VIEW IF EXISTS v", ObjectType.View, 1, DropBehavior.Restrict)]
    [InlineData("DROP INDEX CONCURRENTLY IF EXISTS i", ObjectType.Index, 1, DropBehavior.Restrict)]
    [InlineData("DROP SCHEMA a, b RESTRICT", ObjectType.Schema, 2, DropBehavior.Restrict)]
    [InlineData("DROP TYPE a, b.c[]", ObjectType.Type, 2, DropBehavior.Restrict)]
    [InlineData("DROP DOMAIN d", ObjectType.Domain, 1, DropBehavior.Restrict)]
    [InlineData("DROP FUNCTION f, g(int, VARIADIC text[]) CASCADE", ObjectType.Function, 2, DropBehavior.Cascade)]
    [InlineData("DROP ROUTINE f", ObjectType.Routine, 1, DropBehavior.Restrict)]
    [InlineData("DROP AGGREGATE a(*), b(int ORDER BY text)", ObjectType.Aggregate, 2, DropBehavior.Restrict)]
    [InlineData("DROP OPERATOR + (int, int), - (NONE, int)", ObjectType.Operator, 2, DropBehavior.Restrict)]
    [InlineData("DROP OPERATOR CLASS IF EXISTS c USING btree", ObjectType.OperatorClass, 1, DropBehavior.Restrict)]
    [InlineData("DROP TRIGGER tr ON t CASCADE", ObjectType.Trigger, 1, DropBehavior.Cascade)]
    [InlineData("DROP CAST IF EXISTS (int AS text)", ObjectType.Cast, 1, DropBehavior.Restrict)]
    [InlineData("DROP EVENT TRIGGER e", ObjectType.EventTrigger, 1, DropBehavior.Restrict)]
    [InlineData("DROP TEXT SEARCH PARSER p", ObjectType.TsParser, 1, DropBehavior.Restrict)]
    [InlineData("DROP TABLE if", ObjectType.Table, 1, DropBehavior.Restrict)]
    public void Drop(string sql, ObjectType type, int count, DropBehavior behavior)
    {
        var drop = Parsed.Valid<DropStmt>(sql);

        Assert.Equal((type, count, behavior), (drop.RemoveType, drop.Objects.Count, drop.Behavior));
        Assert.Equal((sql.Contains("IF EXISTS", StringComparison.Ordinal), sql.Contains("CONCURRENTLY", StringComparison.Ordinal)), (drop.MissingOk, drop.Concurrent));
    }

    [Fact]
    public void ArgumentTypes_LeaveOutputsOut()
    {
        var drop = Parsed.Valid<DropStmt>("DROP FUNCTION f(a int, OUT b text, INOUT c date), g");
        var function = Assert.IsType<ObjectWithArgs>(drop.Objects[0]);

        Assert.Equal(["int4", "date"], function.ObjArgs.Select(type => type!.Name.Value));
        Assert.Equal(3, function.ObjFuncArgs.Count);
        Assert.True(Assert.IsType<ObjectWithArgs>(drop.Objects[1]).ArgsUnspecified);
    }

    [Fact]
    public void OtherDrops()
    {
        Assert.Equal(2, Parsed.Valid<DropRoleStmt>("DROP USER IF EXISTS a, b").Roles.Count);
        Assert.Equal("mapping", Parsed.Valid<DropRoleStmt>("DROP USER mapping").Roles[0].Name.Value);
        Assert.Equal("s", Parsed.Valid<DropUserMappingStmt>("DROP USER MAPPING IF EXISTS FOR CURRENT_USER SERVER s").ServerName.Value);
        Assert.True(Parsed.Valid<DropdbStmt>("DROP DATABASE IF EXISTS d WITH (FORCE)").Force);
        Assert.True(Parsed.Valid<DropTableSpaceStmt>("DROP TABLESPACE IF EXISTS t").MissingOk);
        Assert.Equal(DropBehavior.Cascade, Parsed.Valid<DropSubscriptionStmt>("DROP SUBSCRIPTION s CASCADE").Behavior);
        Assert.Equal(DropBehavior.Cascade, Parsed.Valid<DropOwnedStmt>("DROP OWNED BY a CASCADE").Behavior);
    }

    [Fact]
    public void Truncate()
    {
        var truncate = Parsed.Valid<TruncateStmt>("TRUNCATE TABLE a, ONLY app.b RESTART IDENTITY CASCADE");

        Assert.Equal([true, false], truncate.Relations.Select(relation => relation.Inherits));
        Assert.Equal((true, DropBehavior.Cascade), (truncate.RestartSeqs, truncate.Behavior));
    }

    [Theory]
    [InlineData("DROP OPERATOR + (int¦)", "missing argument")]
    [InlineData("DROP FUNCTION out ¦(int)", "syntax error at or near \"(\"")]
    [InlineData("DROP AGGREGATE a(¦out int)", "aggregates cannot have output arguments")]
    [InlineData("DROP TABLE a, ¦", "syntax error at end of input")]
    [InlineData("DROP CAST IF ¦IF EXISTS (int AS text)", "syntax error at or near \"IF\"")]
    [InlineData("COMMENT ON ¦FOO x IS 'y'", "syntax error at or near \"FOO\"")]
    [InlineData("COMMENT ON TABLE t IS ¦x", "syntax error at or near \"x\"")]
    [InlineData("SECURITY LABEL ON ¦CONSTRAINT c ON t IS 'x'", "syntax error at or near \"CONSTRAINT\"")]
    [InlineData("TRUNCATE t RESTART ¦CASCADE", "syntax error at or near \"CASCADE\"")]
    public void Errors(string sql, string message) => Assert.Equal(message, Parsed.Error(sql));
}
