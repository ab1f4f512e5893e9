using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>A C# value that goes to the database as one value.</summary>
/// <param name="Value">The expression.</param>
/// <param name="Name">The parameter, in Dapper's and Npgsql's spelling without a prefix; null when it has none.</param>
/// <param name="IsTimestampTz">True when the code says that it is a timestamptz, null when it does not say what it is.</param>
internal sealed record SentValue(IOperation Value, string? Name, bool? IsTimestampTz);
