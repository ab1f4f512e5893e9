namespace LifeOps.PostgreSql.Rules;

/// <summary>A rule that looks at one statement, wherever it is written (S in the catalogue).</summary>
public interface IStatementRule
{
    Rule Rule { get; }

    /// <summary>Reports what it finds in a statement that has no syntax error.</summary>
    void Check(StatementContext context);
}

/// <summary>A rule that looks at a schema that statements were folded into (D in the catalogue).</summary>
public interface ISchemaRule
{
    Rule Rule { get; }

    /// <summary>Reports what it finds in the schema.</summary>
    void Check(SchemaContext context);
}
