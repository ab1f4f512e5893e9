using System;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>Placeholders that C# libraries write instead of $1.</summary>
[Flags]
public enum PlaceholderStyles
{
    /// <summary>Only $1, as the server.</summary>
    None = 0,

    /// <summary>@name: ADO.NET, Npgsql and Dapper.</summary>
    At = 1,

    /// <summary>:name: Npgsql and Dapper.</summary>
    Colon = 2,

    /// <summary>{=name}: Dapper's literal replacement; {0}: EF Core's FromSqlRaw.</summary>
    Braces = 4,

    /// <summary>?name? and ?: Dapper's pseudo-positional parameters.</summary>
    Question = 8,

    /// <summary>All of them, where they cannot be an operator or an array slice.</summary>
    All = At | Colon | Braces | Question,
}

/// <summary>What a hole stands for, as far as the one who made it knows.</summary>
public enum HoleKind
{
    /// <summary>Anything: the parser tells from where it stands.</summary>
    Unknown,

    /// <summary>A value: an expression or a parameter.</summary>
    Expression,

    /// <summary>A name, or part of one.</summary>
    Identifier,

    /// <summary>Any text: clauses, lists, nothing at all.</summary>
    Fragment,
}

/// <summary>A place of the text whose characters are not known at compile time; the text has one <see cref="Filler"/> per character of the span there.</summary>
public readonly record struct SqlHole(TextSpan Span, HoleKind Kind)
{
    /// <summary>The character that stands in the text at a hole (U+FFFC, object replacement character).</summary>
    public const char Filler = '\uFFFC';
}

/// <summary>How a text is read.</summary>
public sealed record SqlParseOptions
{
    /// <summary>As the server reads it.</summary>
    public static SqlParseOptions Default { get; } = new();

    /// <summary>As text inside C# is read: with placeholders.</summary>
    public static SqlParseOptions Embedded { get; } = new() { Placeholders = PlaceholderStyles.All };

    public PlaceholderStyles Placeholders { get; init; }

    /// <summary>Places that are not known, in the order of the text.</summary>
    public ValueList<SqlHole> Holes { get; init; }
}
