namespace LifeOps.PostgreSql.Syntax;

/// <summary>Something that PostgreSQL's parser would reject.</summary>
/// <param name="Span">The token that cannot stand here; empty at the end of the input.</param>
/// <param name="Message">The server's own message, for example <c>syntax error at or near "t"</c>.</param>
/// <param name="SqlState">The server's error code, for example 42601.</param>
public sealed record SqlDiagnostic(TextSpan Span, string Message, string SqlState = "42601");
