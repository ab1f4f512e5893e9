using System;
using System.Collections.Concurrent;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>
/// SQL that is only marked: what goes into a parameter, field or property with <c>[StringSyntax("Sql")]</c>, and literals behind a
/// <c>/*lang=sql*/</c> comment, or below a line <c>// lang=sql</c>.
/// </summary>
internal sealed class MarkedSql(Compilation compilation)
{
    private const string Mark = "lang=";

    private readonly INamedTypeSymbol? _stringSyntax = compilation.GetTypeByMetadataName("System.Diagnostics.CodeAnalysis.StringSyntaxAttribute");
    private readonly ConcurrentDictionary<ISymbol, bool> _marked = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, bool> _treesWithComments = new();

    public SqlUse? RecognizeSql(IArgumentOperation argument) =>
        argument.Parameter is { Type.SpecialType: SpecialType.System_String } parameter
        && argument.ArgumentKind == ArgumentKind.Explicit
        && IsMarked(parameter)
            ? Use(argument.Value)
            : null;

    public SqlUse? RecognizeSql(ISimpleAssignmentOperation assignment) =>
        assignment.Target switch
        {
            IPropertyReferenceOperation { Type.SpecialType: SpecialType.System_String } property => IsMarked(property.Property),
            IFieldReferenceOperation { Type.SpecialType: SpecialType.System_String } field => IsMarked(field.Field),
            _ => false,
        }
            ? Use(assignment.Value)
            : null;

    public SqlUse? RecognizeSql(ISymbolInitializerOperation initializer)
    {
        var isMarked = false;
        switch (initializer)
        {
            case IFieldInitializerOperation field:
                foreach (var symbol in field.InitializedFields)
                    isMarked |= symbol.Type.SpecialType == SpecialType.System_String && IsMarked(symbol);
                break;
            case IPropertyInitializerOperation property:
                foreach (var symbol in property.InitializedProperties)
                    isMarked |= symbol.Type.SpecialType == SpecialType.System_String && IsMarked(symbol);
                break;
            case IParameterInitializerOperation { Parameter: { Type.SpecialType: SpecialType.System_String } parameter }:
                isMarked = IsMarked(parameter);
                break;
        }

        return isMarked ? Use(initializer.Value) : null;
    }

    /// <summary>Whether a string expression (the whole of a concatenation) stands behind a lang=sql comment.</summary>
    public bool HasComment(IOperation expression)
    {
        var tree = expression.Syntax.SyntaxTree;
        if (!_treesWithComments.GetOrAdd(tree, static key => ContainsMark(key.GetText())))
            return false;

        var first = expression.Syntax.GetFirstToken();
        if (HasMark(first.LeadingTrivia) || HasMark(first.GetPreviousToken().TrailingTrivia))
            return true;

        // A line above: the comment belongs to the statement or member that the text is the value of.
        var owner = expression.Syntax.FirstAncestorOrSelf<SyntaxNode>(node => node is StatementSyntax or MemberDeclarationSyntax or ArgumentSyntax);
        return owner is StatementSyntax or MemberDeclarationSyntax or ArgumentSyntax
            && HasMark(owner.GetFirstToken().LeadingTrivia)
            && IsTheOnlyText(owner, expression.Syntax);
    }

    /// <summary>The use that a marked literal is.</summary>
    public static SqlUse Use(IOperation sql) => new(sql, Library: null, SqlTextKind.Statements, PlaceholderStyles.All);

    private static bool IsTheOnlyText(SyntaxNode owner, SyntaxNode text)
    {
        foreach (var node in owner.DescendantNodes(node => node != text))
        {
            if (node != text && node.IsKind(SyntaxKind.StringLiteralExpression) && node.SpanStart < text.SpanStart)
                return false;
        }

        return true;
    }

    private static bool HasMark(SyntaxTriviaList trivia)
    {
        foreach (var piece in trivia)
        {
            if ((piece.IsKind(SyntaxKind.MultiLineCommentTrivia) || piece.IsKind(SyntaxKind.SingleLineCommentTrivia)) && IsMark(piece.ToString()))
                return true;
        }

        return false;
    }

    // lang=sql or language=sql, in any case, alone or followed by options (Roslyn's own form for regex and json).
    private static bool IsMark(string comment)
    {
        var start = comment.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            start = comment.IndexOf("language=", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return false;
        for (var i = 2; i < start; i++)
        {
            if (!char.IsWhiteSpace(comment[i]))
                return false;
        }

        var value = comment.Substring(comment.IndexOf('=', start) + 1).TrimEnd('*', '/').Trim();
        var end = value.IndexOfAny([' ', ',', '\t']);
        return string.Equals(end < 0 ? value : value.Substring(0, end), "sql", StringComparison.OrdinalIgnoreCase)
            || string.Equals(end < 0 ? value : value.Substring(0, end), "postgresql", StringComparison.OrdinalIgnoreCase);
    }

    private static bool ContainsMark(SourceText text)
    {
        var buffer = new char[4096];
        for (var start = 0; start < text.Length; start += buffer.Length - "language=".Length)
        {
            var count = Math.Min(buffer.Length, text.Length - start);
            text.CopyTo(start, buffer, 0, count);
            for (var i = 0; i + 4 < count; i++)
            {
                // "lang=" and "guage=" (of language=) both end so.
                if (buffer[i + 4] == '=' && buffer[i + 3] is 'g' or 'G' && buffer[i + 2] is 'n' or 'N' && buffer[i + 1] is 'a' or 'A' && buffer[i] is 'l' or 'L')
                    return true;
                if (buffer[i + 4] == '=' && buffer[i + 3] is 'e' or 'E' && buffer[i + 2] is 'g' or 'G' && buffer[i + 1] is 'a' or 'A' && buffer[i] is 'u' or 'U')
                    return true;
            }

            if (count < buffer.Length)
                break;
        }

        return false;
    }

    private bool IsMarked(ISymbol symbol) => _stringSyntax is not null && _marked.GetOrAdd(symbol.OriginalDefinition, HasAttribute);

    private bool HasAttribute(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _stringSyntax)
                && attribute.ConstructorArguments is { Length: > 0 } arguments
                && arguments[0].Value is string syntax
                && (syntax.Equals("Sql", StringComparison.OrdinalIgnoreCase) || syntax.Equals("PostgreSql", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
