using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>Reading operations: what an expression is behind its syntax.</summary>
internal static class OperationExtensions
{
    /// <summary>The expression behind parentheses, conversions that the language defines, and awaits.</summary>
    public static IOperation WithoutConversions(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The argument given to a parameter, or its default value; null when there is no such parameter.</summary>
    public static IOperation? ArgumentOf(this IEnumerable<IArgumentOperation> arguments, string parameter)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name == parameter)
                return argument.Value;
        }

        return null;
    }

    /// <summary>The argument that the source gives to a parameter; null when it is left out.</summary>
    public static IOperation? GivenArgumentOf(this IEnumerable<IArgumentOperation> arguments, string parameter)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name == parameter)
                return IsLeftOut(argument) ? null : argument.Value;
        }

        return null;
    }

    /// <summary>Whether the expression is null as written.</summary>
    public static bool IsNullLiteral(this IOperation operation) =>
        operation.WithoutConversions() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };

    /// <summary>Whether a type is, derives from or implements another; both compared by their original definitions.</summary>
    public static bool IsOrInherits(this ITypeSymbol? type, INamedTypeSymbol? other)
    {
        if (type is null || other is null)
            return false;
        if (other.TypeKind == TypeKind.Interface)
            return type.FindInterface(other) is not null;
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, other))
                return true;
        }

        return type is ITypeParameterSymbol parameter && AnyConstraint(parameter, other);
    }

    /// <summary>The interface, with its type arguments, that a type is or implements.</summary>
    public static INamedTypeSymbol? FindInterface(this ITypeSymbol type, INamedTypeSymbol? definition)
    {
        if (definition is null)
            return null;
        if (type is INamedTypeSymbol named && SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, definition))
            return named;
        foreach (var candidate in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, definition))
                return candidate;
        }

        return null;
    }

    private static bool IsLeftOut(IArgumentOperation argument) =>
        argument.ArgumentKind == ArgumentKind.DefaultValue
        || (argument.ArgumentKind == ArgumentKind.ParamArray && argument.Value is IArrayCreationOperation { Initializer.ElementValues.Length: 0 });

    private static bool AnyConstraint(ITypeParameterSymbol parameter, INamedTypeSymbol other)
    {
        foreach (var constraint in parameter.ConstraintTypes)
        {
            if (constraint.IsOrInherits(other))
                return true;
        }

        return false;
    }
}
