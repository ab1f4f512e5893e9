using System;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>
/// Folded names that were seen before, so that a name that repeats is allocated once. Bounded: a name that meets another one's slot
/// takes it over.
/// </summary>
internal sealed unsafe class NameTable
{
    private const int SlotCount = 1024;
    private const int LongestShared = 64;

    private readonly string?[] _slots = new string?[SlotCount];

    /// <summary>The word with its ASCII letters in lower case (scansup.c: downcase_identifier).</summary>
    public string Folded(string text, int start, int end)
    {
        var length = end - start;
        if (length > LongestShared)
            return Literal.Decode(text, TokenKind.Identifier, start, end);

        fixed (char* characters = text)
        {
            var word = characters + start;
            var hash = (uint)length;
            var hasUpper = false;
            for (var i = 0; i < length; i++)
            {
                var c = word[i];
                hasUpper |= c - (uint)'A' <= 'Z' - 'A';
                hash = (hash * 31) + (c | 0x20u);
            }

            ref var slot = ref _slots[(hash ^ (hash >> 10)) & (SlotCount - 1)];
            if (slot is { } known && EqualsFolded(known, word, length, hasUpper))
                return known;
            return slot = hasUpper ? Fold(word, length) : new string(word, 0, length);
        }
    }

    private static bool EqualsFolded(string known, char* word, int length, bool hasUpper)
    {
        if (known.Length != length)
            return false;
        for (var i = 0; i < known.Length; i++)
        {
            var c = word[i];
            if (hasUpper && c - (uint)'A' <= 'Z' - 'A')
                c |= (char)0x20;
            if (known[i] != c)
                return false;
        }

        return true;
    }

    private static string Fold(char* word, int length)
    {
        var folded = stackalloc char[LongestShared];
        for (var i = 0; i < length; i++)
            folded[i] = word[i] - (uint)'A' <= 'Z' - 'A' ? (char)(word[i] | 0x20) : word[i];
        return new string(folded, 0, length);
    }
}
