namespace LifeOps.PostgreSql.Syntax;

/// <summary>Texts that are less than a statement.</summary>
internal sealed partial class Parser
{
    /// <summary>The whole text as one type; null when it is none or more than one.</summary>
    public TypeName? ParseTypeNameOnly()
    {
        var type = ParseTypename();
        return Current == TokenKind.EndOfFile && !_failed && _diagnostics is null && _buffers.ScannerErrors.Count == 0 && !type.Names.IsEmpty ? type : null;
    }
}
