namespace LifeOps.PostgreSql.Syntax;

/// <summary>Finds the keyword that a word is, without regard to the case of ASCII letters and without allocating.</summary>
internal static unsafe class KeywordLookup
{
    // Four times the number of keywords: a word that is none mostly meets an empty slot.
    private const int Mask = 2047;
    private const int LongestKeyword = 17;

    private static readonly ushort[] s_slots = MakeSlots();

    /// <summary>The keyword, or <see cref="TokenKind.Identifier"/>.</summary>
    public static TokenKind Find(char* word, int length)
    {
        if (length is < 2 or > LongestKeyword)
            return TokenKind.Identifier;

        for (var slot = Slot(word, length); ; slot = (slot + 1) & Mask)
        {
            var kind = (TokenKind)s_slots[slot];
            if (kind == TokenKind.EndOfFile)
                return TokenKind.Identifier;
            if (Equal(KeywordTable.Word(kind), word, length))
                return kind;
        }
    }

    /// <summary>
    /// A slot from the length and five characters, which tell all but three keywords apart: unlike a hash over the whole word it does not
    /// wait for one character after the other. The factors are those of many tried at random that let the fewest keywords meet.
    /// </summary>
    private static int Slot(char* word, int length)
    {
        var middle = length >> 1;
        var hash = ((word[0] | 0x20) * 2105) + ((word[1] | 0x20) * 3479) + ((word[length - 1] | 0x20) * 415)
            + ((word[middle] | 0x20) * 1253) + ((word[middle - 1] | 0x20) * 3801) + (length * 2425);
        return hash & Mask;
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
            var word = KeywordTable.Keywords[i].Word;
            int slot;
            fixed (char* characters = word)
                slot = Slot(characters, word.Length);
            while (slots[slot] != 0)
                slot = (slot + 1) & Mask;
            slots[slot] = (ushort)((int)KeywordTable.FirstKeyword + i);
        }

        return slots;
    }
}
