namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>What belongs to one database: the files that say what it is, and the code that talks to it.</summary>
/// <param name="Topic">Its name in the report.</param>
/// <param name="SchemaFiles">In the order in which they are folded; empty when no file says what the database is.</param>
/// <param name="Migrations">Statements that run against that schema, in order.</param>
/// <param name="Projects">Loaded projects.</param>
/// <param name="IsFoldedFromMigrations">Whether the schema files are a folder of migrations, and no snapshot.</param>
internal sealed record DatabaseSource(
    string Topic, IReadOnlyList<SqlSource> SchemaFiles, IReadOnlyList<SqlSource> Migrations, IReadOnlyList<LoadedProject> Projects, bool IsFoldedFromMigrations = false);
