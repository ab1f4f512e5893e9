namespace LifeOps.PostgreSql.Syntax;

/// <summary>Character classes of PostgreSQL's scanner (scan.l). Characters beyond ASCII are letters to it.</summary>
internal static unsafe class CharFacts
{
    private const byte IdentifierStart = 2;
    private const byte IdentifierPart = 4;
    private const byte Digit = 8;
    private const byte OperatorChar = 16;
    private const byte HexDigitChar = 32;

    // Outside the managed heap, so that a look-up is one load without a check of bounds; it lives as long as the process.
    private static readonly byte* s_classes = MakeClasses();

    /// <summary>scan.l: space.</summary>
    public static bool IsSpace(char c) => c == ' ' || c is >= '\t' and <= '\r';

    /// <summary>scan.l: ident_start.</summary>
    public static bool IsIdentifierStart(char c) => c >= 128 || (s_classes[c] & IdentifierStart) != 0;

    /// <summary>scan.l: ident_cont.</summary>
    public static bool IsIdentifierPart(char c) => c >= 128 || (s_classes[c] & IdentifierPart) != 0;

    public static bool IsDigit(char c) => (uint)(c - '0') <= 9;

    public static bool IsHexDigit(char c) => c < 128 && (s_classes[c] & HexDigitChar) != 0;

    /// <summary>scan.l: op_chars.</summary>
    public static bool IsOperatorChar(char c) => c < 128 && (s_classes[c] & OperatorChar) != 0;

    /// <summary>The value of a hexadecimal digit.</summary>
    public static int HexValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private static byte* MakeClasses()
    {
        var classes = (byte*)System.Runtime.InteropServices.Marshal.AllocHGlobal(128);
        for (var i = 0; i < 128; i++)
            classes[i] = 0;
        foreach (var c in "~!@#^&|`?+-*/%<>=")
            classes[c] |= OperatorChar;
        for (var c = 'a'; c <= 'z'; c++)
        {
            classes[c] |= IdentifierStart | IdentifierPart;
            classes[c - 32] |= IdentifierStart | IdentifierPart;
        }

        for (var c = '0'; c <= '9'; c++)
            classes[c] |= Digit | IdentifierPart | HexDigitChar;
        for (var c = 'a'; c <= 'f'; c++)
        {
            classes[c] |= HexDigitChar;
            classes[c - 32] |= HexDigitChar;
        }

        classes['_'] |= IdentifierStart | IdentifierPart;
        classes['$'] |= IdentifierPart;
        return classes;
    }
}
