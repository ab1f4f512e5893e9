using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>The DO block that a statement of a migration stands in.</summary>
public enum MigrationBlock
{
    /// <summary>In none.</summary>
    None,

    /// <summary>In one: it runs as part of one transaction.</summary>
    Plain,

    /// <summary>In one that commits as it goes.</summary>
    Committing,
}

/// <summary>One statement of a migration.</summary>
/// <param name="Span">The statement of the script that it is, or that holds the block it stands in; without the semicolon.</param>
public sealed record MigrationStatement(Statement Node, TextSpan Span, MigrationBlock Block);
