using System;
using System.Threading;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>Texts that are a part of a statement: what C# code hands to libraries that write the rest.</summary>
public static class SqlFragment
{
    /// <summary>Reads a text that is one type, such as <c>character varying(20)</c> or <c>timestamptz[]</c>; null when it is anything else.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static TypeName? ParseTypeName(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var buffers = ParserBuffers.Rent();
        try
        {
            return new Parser(text, SqlParseOptions.Default, buffers, CancellationToken.None).ParseTypeNameOnly();
        }
        finally
        {
            buffers.Return();
        }
    }
}
