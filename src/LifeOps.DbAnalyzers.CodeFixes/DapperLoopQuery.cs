using System;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>What the fixes of Dapper queries by a key have to know about a call and its row.</summary>
internal static class DapperLoopQuery
{
    /// <summary>The member of the anonymous parameter object that a placeholder takes; null when there is not exactly one.</summary>
    public static AnonymousObjectMemberDeclaratorSyntax? Member(FoundCall found, string parameter)
    {
        if (found.Call.Parameters?.WithoutConversions().Syntax is not AnonymousObjectCreationExpressionSyntax { Initializers: var members })
            return null;
        var matching = members.Where(member => string.Equals(NameOf(member), parameter, StringComparison.OrdinalIgnoreCase)).ToList();
        return matching.Count == 1 ? matching[0] : null;
    }

    /// <summary>The one member of the anonymous parameter object that is another one in each iteration; null when there are more, or none.</summary>
    public static AnonymousObjectMemberDeclaratorSyntax? ChangingMember(FoundCall found, LoopCall call)
    {
        if (found.Call.Parameters?.WithoutConversions().Syntax is not AnonymousObjectCreationExpressionSyntax { Initializers: var members })
            return null;
        var changing = members.Where(member => !call.OutlivesLoop(member.Expression)).ToList();
        return changing.Count == 1 ? changing[0] : null;
    }

    /// <summary>The name of a member of an anonymous object, written or taken from its value.</summary>
    public static string NameOf(AnonymousObjectMemberDeclaratorSyntax member) =>
        member.NameEquals?.Name.Identifier.ValueText ?? member.Expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => "",
        };

    /// <summary>Whether Query, which has a parameter more than QuerySingle, would take the fourth argument for another one.</summary>
    public static bool HasPlaceOfBuffered(FoundCall found) =>
        found.Syntax.ArgumentList.Arguments.Skip(3).Any(argument => argument.NameColon is null) && found.Invocation.Arguments.GivenArgumentOf("command") is null;

    /// <summary>
    /// The property that Dapper fills from a column: of its name whatever the case, or without underscores where the compilation asks for that.
    /// One that computes may hold something else.
    /// </summary>
    public static IPropertySymbol? RowKey(ITypeSymbol row, string column, SemanticModel model, CancellationToken cancellationToken)
    {
        for (ITypeSymbol? type = row; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is not IPropertySymbol { IsStatic: false, GetMethod.DeclaredAccessibility: Accessibility.Public } property)
                    continue;
                if (string.Equals(property.Name, column, StringComparison.OrdinalIgnoreCase)
                    || string.Equals(property.Name, column.Replace("_", ""), StringComparison.OrdinalIgnoreCase) && MatchesUnderscores(model.Compilation, cancellationToken))
                {
                    return property.DeclaringSyntaxReferences.IsEmpty || LoopCall.IsStored(property) ? property : null;
                }
            }
        }

        return null;
    }

    /// <summary>Whether all that the call is given beside the key is the same in all iterations.</summary>
    public static bool OthersOutliveLoop(FoundCall found, LoopCall call, AnonymousObjectMemberDeclaratorSyntax keyMember)
    {
        if (!call.OutlivesLoop(((MemberAccessExpressionSyntax)found.Syntax.Expression).Expression))
            return false;

        // The lists that the key stands in, from its own object outwards: a CommandDefinition is one more.
        for (SyntaxNode node = keyMember; node != found.Syntax; node = node.Parent!)
        {
            if (node.Parent is AnonymousObjectCreationExpressionSyntax or ArgumentListSyntax && node.Parent.ChildNodes().Any(other => other != node && !call.OutlivesLoop(other)))
                return false;
        }

        return true;
    }

    // DefaultTypeMap.MatchNamesWithUnderscores = true
    private static bool MatchesUnderscores(Compilation compilation, CancellationToken cancellationToken) =>
        compilation.SyntaxTrees.Any(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression)
            && assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MatchNamesWithUnderscores" }
            && compilation.GetSemanticModel(tree).GetSymbolInfo(assignment.Left, cancellationToken).Symbol is IPropertySymbol { ContainingType: { Name: "DefaultTypeMap", ContainingNamespace.Name: "Dapper" } }));
}
