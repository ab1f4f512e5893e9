using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Small questions about operations that the parts of the engine share.</summary>
internal static class OperationFacts
{
    /// <summary>The value behind conversions, await, ConfigureAwait and WithCancellation.</summary>
    public static IOperation Unwrap(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "GetResult", Instance: { } task }:
                    operation = task;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" or "AsAsyncEnumerable", Instance: null, Arguments.Length: > 0 } extension:
                    operation = extension.Arguments[0].Value;
                    break;
                case IDelegateCreationOperation creation:
                    operation = creation.Target;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The operation that uses the value, behind conversions, await and ConfigureAwait.</summary>
    public static (IOperation Value, IOperation? User) User(this IOperation operation)
    {
        while (true)
        {
            switch (operation.Parent)
            {
                case IConversionOperation or IAwaitOperation or IDelegateCreationOperation:
                    operation = operation.Parent;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "GetResult" } wrapper when wrapper.Instance == operation:
                    operation = wrapper;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation", Instance: null } wrapper }:
                    operation = wrapper;
                    break;
                default:
                    return (operation, operation.Parent);
            }
        }
    }

    /// <summary>The local, parameter or field that the object of a chain of members is kept in: <c>cmd</c> of <c>cmd.Parameters["id"].Value</c>.</summary>
    public static ISymbol? Root(this IOperation? operation)
    {
        while (operation is not null)
        {
            switch (operation)
            {
                case ILocalReferenceOperation local:
                    return local.Local;
                case IParameterReferenceOperation parameter:
                    return parameter.Parameter;
                case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field:
                    return field.Field;
                case IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } property:
                    return property.Property;
                case IMemberReferenceOperation member:
                    operation = member.Instance;
                    break;
                case IArrayElementReferenceOperation element:
                    operation = element.ArrayReference;
                    break;
                case IInvocationOperation { Instance: { } instance }:
                    operation = instance;
                    break;
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                case IConditionalAccessOperation access:
                    operation = access.Operation;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The receiver of an extension method, or the instance.</summary>
    public static IOperation? ReceiverOf(this IInvocationOperation invocation) =>
        invocation.Instance ?? (invocation.TargetMethod.IsExtensionMethod && invocation.Arguments.Length > 0 ? invocation.Arguments[0].Value : null);

    /// <summary>The method as its body declares it: no type arguments, the implementing part of a partial method.</summary>
    public static IMethodSymbol Declared(this IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return method.PartialImplementationPart ?? method;
    }

    /// <summary>Whether <paramref name="ancestor"/> is the operation or stands above it.</summary>
    public static bool IsWithin(this IOperation operation, IOperation ancestor)
    {
        for (var current = operation; current is not null; current = current.Parent)
        {
            if (ReferenceEquals(current, ancestor))
                return true;
        }

        return false;
    }

    /// <summary>Whether the local or parameter is read anywhere below.</summary>
    public static bool Mentions(this IOperation operation, ISymbol symbol)
    {
        foreach (var descendant in operation.DescendantsAndSelf())
        {
            var mentioned = descendant switch
            {
                ILocalReferenceOperation local => (ISymbol)local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            if (mentioned is not null && SymbolEqualityComparer.Default.Equals(mentioned, symbol))
                return true;
        }

        return false;
    }
}
