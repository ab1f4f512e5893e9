namespace LifeOps.PostgreSql.Syntax;

/// <summary>Finds the keyword that a word is, without regard to the case of ASCII letters and without allocating.</summary>
internal static unsafe class KeywordLookup
{
    // Four times the number of keywords: a word that is none mostly meets an empty slot.
    private const int Mask = 2047;
    private const int LongestKeyword = 17;

    private static readonly ushort[] s_slots = MakeSlots();

    /// <summary>The start of a hash that <see cref="Add"/> goes on with.</summary>
    public const uint Seed = 2166136261;

    /// <summary>Folds one character of a word into its hash.</summary>
    public static uint Add(uint hash, char c) => unchecked((hash ^ (c | 0x20u)) * 16777619u);

    /// <summary>The keyword, or <see cref="TokenKind.Identifier"/>.</summary>
    public static TokenKind Find(char* word, int length, uint hash)
    {
        if (length > LongestKeyword)
            return TokenKind.Identifier;

        for (var slot = (hash ^ (hash >> 15)) & Mask; ; slot = (slot + 1) & Mask)
        {
            var kind = (TokenKind)s_slots[slot];
            if (kind == TokenKind.EndOfFile)
                return TokenKind.Identifier;
            if (Equal(KeywordTable.Word(kind), word, length))
                return kind;
        }
    }

    private static bool Equal(string keyword, char* word, int length)
    {
        if (keyword.Length != length)
            return false;
        for (var i = 0; i < keyword.Length; i++)
        {
            // 0x20 folds letters; the only other character of keywords, the underscore, is folded on both sides.
            if ((keyword[i] | 0x20) != (word[i] | 0x20))
                return false;
        }

        return true;
    }

    private static ushort[] MakeSlots()
    {
        var slots = new ushort[Mask + 1];
        for (var i = 0; i < KeywordTable.Keywords.Length; i++)
        {
            var hash = Seed;
            foreach (var c in KeywordTable.Keywords[i].Word)
                hash = Add(hash, c);

            var slot = (hash ^ (hash >> 15)) & Mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & Mask;
            slots[slot] = (ushort)((int)KeywordTable.FirstKeyword + i);
        }

        return slots;
    }
}
