using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Entities that a type keeps in a field or property which nobody else writes.</summary>
internal static class HeldEntities
{
    /// <summary>Whether only the type itself gives the member a value: a private field, an auto property without a setter for others.</summary>
    public static bool IsHolder(ISymbol member) => member switch
    {
        IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsImplicitlyDeclared: false } => !member.DeclaringSyntaxReferences.IsEmpty,
        IPropertySymbol { IsIndexer: false, IsAbstract: false, IsVirtual: false, IsOverride: false, SetMethod: null or { DeclaredAccessibility: Accessibility.Private } } =>
            member.DeclaringSyntaxReferences is { Length: 1 } references && references[0].GetSyntax() is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors }
            && accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null),
        _ => false,
    };

    /// <summary>The assignments of a body to such members.</summary>
    /// <param name="hasNavigations">Whether a type, or the element of a sequence, has a navigation that may load.</param>
    public static IEnumerable<EntityStore> In(BodyOperations body, EntityOrigins origins, Func<ITypeSymbol?, bool> hasNavigations)
    {
        foreach (var flow in body.Flows)
        {
            var type = flow.Target switch
            {
                IFieldSymbol field => field.Type,
                IPropertySymbol property => property.Type,
                _ => null,
            };
            if (type is not null && IsWhole(flow) && IsHolder(flow.Target) && hasNavigations(type) && !(flow.Value.Syntax is ExpressionSyntax written && IsEmpty(written)))
                yield return new(flow.Target.OriginalDefinition, origins.Of(flow.Value));
        }
    }

    // Books = ..., not Books[0] = ... or Books.Add(...): to the flow of values a property of the object is a part of it.
    private static bool IsWhole(Flow flow) =>
        !flow.IsPart
        || flow.Value.Parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property } } && SymbolEqualityComparer.Default.Equals(property, flow.Target);

    /// <summary>
    /// Whether the type has as many assignments of entities to the member as were read, and fills it in no other way: bodies without a query
    /// are not read.
    /// </summary>
    public static bool AreAllWrites(ISymbol holder, int count)
    {
        var found = 0;
        foreach (var reference in holder.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax().DescendantNodes())
            {
                switch (node)
                {
                    case AssignmentExpressionSyntax assignment when IsNamed(assignment.Left, holder.Name):
                        if (!IsEmpty(assignment.Right))
                            found++;
                        break;
                    case AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: var list } } when IsNamed(list, holder.Name):
                    case ArgumentSyntax { RefKindKeyword.RawKind: not 0 } handed when IsNamed(handed.Expression, holder.Name):
                    case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var filled, Name.Identifier.ValueText: var method } }
                        when IsNamed(filled, holder.Name) && (method.StartsWith("Add", StringComparison.Ordinal) || method.StartsWith("Insert", StringComparison.Ordinal) || method is "Push" or "Enqueue" or "TryAdd"):
                    case VariableDeclaratorSyntax { Initializer.Value: not (BaseObjectCreationExpressionSyntax or LiteralExpressionSyntax) } declarator when declarator.Identifier.ValueText == holder.Name:
                    case PropertyDeclarationSyntax { Initializer.Value: not (BaseObjectCreationExpressionSyntax or LiteralExpressionSyntax or PostfixUnaryExpressionSyntax) } property when property.Identifier.ValueText == holder.Name:
                        return false;
                }
            }
        }

        return found == count;
    }

    private static bool IsNamed(ExpressionSyntax expression, string name) => expression switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText == name,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } => member == name,
        _ => false,
    };

    // null, a new list: no entity is put there.
    private static bool IsEmpty(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax or DefaultExpressionSyntax => true,
        PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } => true,
        BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" }, ArgumentList.Arguments.Count: 0 } => true,
        _ => false,
    };
}
