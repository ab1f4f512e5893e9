namespace LifeOps.PostgreSql.Rules;

/// <summary>What a text of SQL is for: what is right once in a migration may be wrong in code that runs every minute.</summary>
public enum SqlPurpose
{
    /// <summary>It is part of the program: it runs again and again.</summary>
    DataCode,

    /// <summary>A query in the program whose reader needs every column of a table: EF Core's FromSql.</summary>
    EntityQuery,

    /// <summary>It changes the schema, or its data once.</summary>
    Migration,
}
