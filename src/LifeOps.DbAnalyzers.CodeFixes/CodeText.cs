using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>The layout and the names of code that fixes write.</summary>
internal static class CodeText
{
    public static ImmutableHashSet<string> ToImmutableHashSetOrdinal(this IEnumerable<string> items) => items.ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>The blanks in front of the line that the node begins on.</summary>
    public static string IndentationOf(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>The line break that the file uses.</summary>
    public static string LineBreakOf(SyntaxNode node)
    {
        var trivia = node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(candidate => candidate.IsKind(SyntaxKind.EndOfLineTrivia));
        return trivia == default ? "\n" : trivia.ToString();
    }

    /// <summary>customerId of CustomerId; keywords get an @.</summary>
    public static string Camel(string name)
    {
        var camel = char.ToLowerInvariant(name[0]) + name.Substring(1);
        return SyntaxFacts.GetKeywordKind(camel) == SyntaxKind.None ? camel : "@" + camel;
    }

    /// <summary>A name that means nothing yet at a place, nor further in or out in the same member.</summary>
    public static string FreeName(SemanticModel model, SyntaxNode place, params string[] candidates)
    {
        var member = (SyntaxNode?)place.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? place.SyntaxTree.GetRoot();
        var taken = member.DescendantTokens().Where(token => token.Parent is not null).Select(token => token.ValueText).ToImmutableHashSetOrdinal();
        foreach (var candidate in candidates)
        {
            if (IsFree(candidate))
                return candidate;
        }

        for (var n = 2; ; n++)
        {
            if (IsFree(candidates[0] + n))
                return candidates[0] + n;
        }

        bool IsFree(string name) => !taken.Contains(name) && model.LookupSymbols(place.SpanStart, name: name).IsEmpty;
    }
}
