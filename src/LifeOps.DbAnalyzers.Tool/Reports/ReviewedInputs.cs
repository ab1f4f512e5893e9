namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>What a review had before it: the checklist says of the rest that it was not checked.</summary>
/// <param name="HasSchema">A schema or migrations.</param>
/// <param name="HasCode">C# projects that loaded and compile.</param>
/// <param name="CodeGap">Which projects were not understood in whole, and why, for people; null when there are none.</param>
/// <param name="HasServer">A live server that answered.</param>
/// <param name="HasMigrations">Scripts that change the schema.</param>
/// <param name="UsesTimescaleDb">The extension, or one of its objects, is in the schema.</param>
internal sealed record ReviewedInputs(bool HasSchema, bool HasCode, string? CodeGap, bool HasServer, bool HasMigrations, bool UsesTimescaleDb);
