using System.Collections.Generic;
using System.Threading;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>
/// What a parse needs only while it runs: the tokens, lists in the making, known names. One set is kept for the next parse, since
/// thousands of small texts are parsed in a build.
/// </summary>
internal sealed class ParserBuffers
{
    /// <summary>Tokens of larger texts are not kept.</summary>
    private const int LargestKept = 1 << 16;

    private static ParserBuffers? s_spare;

    public SqlToken[] Tokens { get; set; } = new SqlToken[512];

    public ElementStack<SqlNode> Nodes { get; } = new();

    public ElementStack<Identifier> Identifiers { get; } = new();

    public NameTable Names { get; } = new();

    public List<ScannerError> ScannerErrors { get; } = [];

    public List<TextSpan> Skipped { get; } = [];

    public static ParserBuffers Rent() => Interlocked.Exchange(ref s_spare, null) ?? new ParserBuffers();

    public void Return()
    {
        if (Tokens.Length > LargestKept || Nodes.Capacity > LargestKept || Identifiers.Capacity > LargestKept)
            return;
        Nodes.Clear(0);
        Identifiers.Clear(0);
        ScannerErrors.Clear();
        Skipped.Clear();
        Volatile.Write(ref s_spare, this);
    }
}
