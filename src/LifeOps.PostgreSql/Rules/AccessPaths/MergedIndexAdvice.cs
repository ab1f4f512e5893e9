namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>An index that serves several statements.</summary>
/// <param name="Advice">The index.</param>
/// <param name="Served">The numbers of the statements' advice, in the list that was merged, from 0.</param>
public sealed record MergedIndexAdvice(IndexAdvice Advice, ValueList<int> Served);
