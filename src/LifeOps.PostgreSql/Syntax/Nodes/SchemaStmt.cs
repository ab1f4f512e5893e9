namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE SCHEMA (PostgreSQL: CreateSchemaStmt).</summary>
/// <param name="schemaName">Missing when the schema takes the name of its owner.</param>
/// <param name="authRole">AUTHORIZATION.</param>
/// <param name="schemaElts">The statements inside it: CREATE TABLE, INDEX, SEQUENCE, TRIGGER, VIEW and GRANT.</param>
public sealed class CreateSchemaStmt(Identifier schemaName, RoleSpec? authRole, ValueList<Statement> schemaElts, bool ifNotExists, TextSpan span) : Statement(span)
{
    public Identifier SchemaName { get; } = schemaName;

    public RoleSpec? AuthRole { get; } = authRole;

    public ValueList<Statement> SchemaElts { get; } = schemaElts;

    public bool IfNotExists { get; } = ifNotExists;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(AuthRole);
        children.Add(SchemaElts);
    }
}
