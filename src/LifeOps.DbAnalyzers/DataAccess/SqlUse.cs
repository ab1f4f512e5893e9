using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>What an SQL text is.</summary>
internal enum SqlTextKind
{
    /// <summary>Any number of statements.</summary>
    Statements,

    /// <summary>One expression: a default, a check, an index predicate.</summary>
    Expression,
}

/// <summary>A place where C# code hands an SQL text over: an argument, an assignment, a marked literal.</summary>
/// <param name="Sql">The expression that holds the text.</param>
/// <param name="Library">Who takes it; null for a place that is only marked as SQL.</param>
/// <param name="Kind">What the text is.</param>
/// <param name="Placeholders">The parameters that the library puts in.</param>
/// <param name="HolesAreParameters">Whether the values of an interpolated string become parameters (EF Core's FormattableString), not text.</param>
/// <param name="Purpose">What the text is for.</param>
internal sealed record SqlUse(
    IOperation Sql,
    DataAccessLibrary? Library,
    SqlTextKind Kind,
    PlaceholderStyles Placeholders,
    bool HolesAreParameters = false,
    SqlPurpose Purpose = SqlPurpose.DataCode);
