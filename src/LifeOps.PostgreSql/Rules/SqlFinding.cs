using System.Globalization;

using LifeOps.PostgreSql.Rules.AccessPaths;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>A change of SQL text.</summary>
/// <param name="Span">The characters that go; empty for an insertion.</param>
/// <param name="NewText">What comes in their place.</param>
/// <param name="File">The file it belongs to; null for the text the finding stands in.</param>
public sealed record FindingEdit(TextSpan Span, string NewText, string? File = null);

/// <summary>Something a rule has to say about a place in SQL.</summary>
public sealed record SqlFinding
{
    public required Rule Rule { get; init; }

    /// <summary>Begins at the offending token.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The file of a schema it stands in; null for a text that is no file.</summary>
    public string? File { get; init; }

    /// <summary>What goes into the rule's message, in order.</summary>
    public ValueList<string> Arguments { get; init; }

    /// <summary>The changes that together remove the finding; empty when none is known to be safe.</summary>
    public ValueList<FindingEdit> Edits { get; init; }

    /// <summary>The index to add, for findings about a missing one; null for all others.</summary>
    public IndexAdvice? Advice { get; init; }

    /// <summary>Usually the rule's own.</summary>
    public RuleSeverity Severity { get; init; }

    /// <summary>The message for people.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.MessageFormat, Arguments.ToArray());
}
