namespace LifeOps.PostgreSql.Syntax;

/// <summary>What the scanner has against a <see cref="TokenKind.Bad"/> token: reported when the parser reaches the token, as the server does.</summary>
/// <param name="TokenStart">The token's first character: the key.</param>
/// <param name="Position">Where the server's cursor stands.</param>
/// <param name="End">Behind the text that the message quotes.</param>
/// <param name="Message">The message, without "at or near".</param>
/// <param name="QuotesText">Whether "at or near" and the text follow.</param>
internal readonly record struct ScannerError(int TokenStart, int Position, int End, string Message, bool QuotesText, string SqlState);
