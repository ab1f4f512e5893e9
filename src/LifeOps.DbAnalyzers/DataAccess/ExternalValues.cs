using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.EmbeddedSql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>
/// Which strings surely come from outside: from whoever calls a method that others can call, from a request, from data. Numbers, dates, enums,
/// constants and what is computed from them never do; fields and settings of the object itself may be anything, and count for nothing.
/// </summary>
internal sealed class ExternalValues
{
    private readonly VariableFlow _flow;
    private readonly SqlTextReader _reader;
    private readonly ImmutableHashSet<ISymbol> _sources;

    public ExternalValues(Compilation compilation, VariableFlow flow, SqlTextReader reader)
    {
        _flow = flow;
        _reader = reader;
        var sources = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var (type, method) in new[]
        {
            ("System.Console", "ReadLine"), ("System.IO.TextReader", "ReadLine"), ("System.IO.TextReader", "ReadToEnd"),
            ("System.Data.Common.DbDataReader", "GetString"), ("System.Text.Json.JsonElement", "GetString"),
        })
        {
            foreach (var member in compilation.GetTypeByMetadataName(type)?.GetMembers(method) ?? ImmutableArray<ISymbol>.Empty)
                sources.Add(member);
        }

        _sources = sources.ToImmutable();
    }

    /// <summary>The expression that brings an outside string into a value; null when none surely does.</summary>
    public IOperation? Find(IOperation value, CancellationToken cancellationToken) => new Search(this, cancellationToken).Find(value, 0);

    /// <summary>One question: bounded in depth whatever the code looks like.</summary>
    private sealed class Search(ExternalValues owner, CancellationToken cancellationToken)
    {
        private const int MaxDepth = 12;

        // What the parameter of a lambda over a list stands for.
        private readonly Dictionary<IParameterSymbol, IOperation?> _elements = new(SymbolEqualityComparer.Default);
        private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

        public IOperation? Find(IOperation value, int depth)
        {
            cancellationToken.ThrowIfCancellationRequested();
            value = Unwrap(value);
            if (depth > MaxDepth || value.ConstantValue.HasValue || !MayHoldText(value.Type))
                return null;
            switch (value)
            {
                case IInterpolatedStringOperation interpolated:
                    return First(interpolated.Parts.OfType<IInterpolationOperation>().Select(part => part.Expression), depth);
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } concatenation:
                    return Find(concatenation.LeftOperand, depth + 1) ?? Find(concatenation.RightOperand, depth + 1);
                case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                    return Find(conditional.WhenTrue, depth + 1) ?? Find(whenFalse, depth + 1);
                case ICoalesceOperation coalesce:
                    return Find(coalesce.Value, depth + 1) ?? Find(coalesce.WhenNull, depth + 1);
                case ISwitchExpressionOperation choice:
                    return First(choice.Arms.Select(arm => arm.Value), depth);
                case IConditionalAccessOperation access:
                    return Find(access.Operation, depth + 1);
                case ILocalReferenceOperation local:
                    return FindLocal(local, depth);
                case IParameterReferenceOperation parameter:
                    return FindParameter(parameter, depth);
                case IArrayElementReferenceOperation element:
                    return Find(element.ArrayReference, depth + 1);
                case IFieldReferenceOperation { Instance: { } instance, Field.IsConst: false } field when IsDataObject(instance):
                    return field;
                case IPropertyReferenceOperation { Instance: { } instance } property:
                    return IsOfRequest(instance.Type) || IsDataObject(instance) && !IsReflection(instance.Type) && IsWritable(property.Property) ? property : null;
                case IInvocationOperation invocation:
                    return FindCall(invocation, depth);
                default:
                    return null;
            }
        }

        private IOperation? First(IEnumerable<IOperation> values, int depth)
        {
            foreach (var value in values)
            {
                if (Find(value, depth + 1) is { } found)
                    return found;
            }

            return null;
        }

        private IOperation? FindLocal(ILocalReferenceOperation reference, int depth)
        {
            if (!_followed.Add(reference.Local))
                return null;
            var facts = owner._flow.FactsOf(reference);
            foreach (var value in facts.ValuesOf(reference.Local))
            {
                if (Find(value, depth + 1) is { } found)
                    return found;
            }

            for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
            {
                if (parent is IForEachLoopOperation loop && loop.Locals.Contains(reference.Local, SymbolEqualityComparer.Default))
                    return Find(loop.Collection, depth + 1) is null ? null : reference;
            }

            return null;
        }

        private IOperation? FindParameter(IParameterReferenceOperation reference, int depth)
        {
            var parameter = reference.Parameter;
            if (_elements.TryGetValue(parameter, out var element))
                return element is null ? null : reference;

            // A parameter that gets another value may have been made harmless.
            var facts = owner._flow.FactsOf(reference);
            if (facts.IsUnknown(parameter) || !facts.ValuesOf(parameter).IsEmpty || parameter.ContainingSymbol is not IMethodSymbol method)
                return null;
            return method.MethodKind switch
            {
                MethodKind.AnonymousFunction => IsEndpoint(reference) ? reference : null,
                MethodKind.LocalFunction => FromCalls(reference, method, parameter, depth),
                MethodKind.Ordinary when method.DeclaredAccessibility == Accessibility.Private && method.ExplicitInterfaceImplementations.IsEmpty => FromCalls(reference, method, parameter, depth),
                MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation => reference,
                _ => null,
            };
        }

        // app.MapGet("/users", (string name) => ...): a delegate of no particular type is bound by reflection.
        private static bool IsEndpoint(IOperation reference)
        {
            for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
            {
                if (parent is IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Parent: IConversionOperation { Type: { Name: "Delegate", ContainingNamespace.Name: "System" } } } })
                    return true;
                if (parent is IAnonymousFunctionOperation)
                    return false;
            }

            return false;
        }

        /// <summary>A private method gets what the calls in its own type give: all of them are in sight.</summary>
        private IOperation? FromCalls(IParameterReferenceOperation reference, IMethodSymbol method, IParameterSymbol parameter, int depth)
        {
            if (!_followed.Add(parameter))
                return null;
            foreach (var declaration in method.ContainingType.DeclaringSyntaxReferences)
            {
                foreach (var call in declaration.GetSyntax(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
                {
                    if (NameOf(call.Expression) != method.Name || owner._reader.OperationOf(call, reference, cancellationToken) is not IInvocationOperation invocation
                        || !SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.OriginalDefinition, method.OriginalDefinition))
                    {
                        continue;
                    }

                    foreach (var argument in invocation.Arguments)
                    {
                        if (argument.Parameter?.Ordinal == parameter.Ordinal && Find(argument.Value, depth + 1) is not null)
                            return reference;
                    }
                }
            }

            return null;
        }

        private static string? NameOf(ExpressionSyntax called) => called switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax name => name.Identifier.ValueText,
            _ => null,
        };

        private IOperation? FindCall(IInvocationOperation invocation, int depth)
        {
            var method = invocation.TargetMethod;
            if (IsSource(method))
                return invocation;
            if (method.ContainingType is { Name: "Enumerable", ContainingNamespace.Name: "Linq" } && invocation.Arguments.Length > 0)
                return FindSequence(invocation, depth);
            if (method.ContainingType.SpecialType != SpecialType.System_String)
                return null;
            if (method.IsStatic)
                return method.Name is "Join" or "Concat" or "Format" ? First(invocation.Arguments.SelectMany(argument => ElementsOf(argument.Value)), depth) : null;
            switch (method.Name)
            {
                // Doubled quotes end no literal.
                case "Replace" when invocation.Arguments.Length > 0 && (invocation.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: { } replaced } || replaced.ToString().IndexOf('\'') >= 0):
                    return null;
                case "Trim" or "TrimStart" or "TrimEnd" or "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" or "Substring" or "PadLeft" or "PadRight"
                    or "Normalize" or "Remove" or "Replace" or "Split" or "ToString" or "Clone":
                    return invocation.Instance is { } instance ? Find(instance, depth + 1) : null;
                default:
                    return null;
            }
        }

        private static IEnumerable<IOperation> ElementsOf(IOperation argument) =>
            argument.WithoutConversions() is IArrayCreationOperation { Initializer: { } elements } ? elements.ElementValues : ImmutableArray.Create(argument);

        private IOperation? FindSequence(IInvocationOperation invocation, int depth)
        {
            var source = invocation.Arguments[0].Value;
            switch (invocation.TargetMethod.Name)
            {
                case "Select" when invocation.Arguments.Length == 2
                    && Unwrap(invocation.Arguments[1].Value) is IAnonymousFunctionOperation { Symbol.Parameters: { Length: > 0 } parameters, Body.Operations: { Length: 1 } body }
                    && body[0] is IReturnOperation { ReturnedValue: { } selected }:
                    _elements[parameters[0]] = MayHoldText(parameters[0].Type) ? Find(source, depth + 1) : IsData(source) ? source : null;
                    return Find(selected, depth + 1);
                case "Where" or "Distinct" or "OrderBy" or "OrderByDescending" or "Take" or "Skip" or "ToList" or "ToArray" or "AsEnumerable" or "Reverse" or "Concat" or "Union":
                    return Find(source, depth + 1);
                default:
                    return null;
            }
        }

        // A list of objects that a caller hands over: their properties are data.
        private static bool IsData(IOperation source) => Root(source) is IParameterReferenceOperation or ILocalReferenceOperation;

        private bool IsSource(IMethodSymbol method)
        {
            for (var candidate = method; candidate is not null; candidate = candidate.OverriddenMethod)
            {
                if (owner._sources.Contains(candidate.OriginalDefinition))
                    return true;
            }

            return false;
        }

        /// <summary>An object that this method was given, or loaded, as opposed to one that the object keeps: settings, services.</summary>
        private bool IsDataObject(IOperation instance) => Root(instance) switch
        {
            IParameterReferenceOperation parameter when _elements.TryGetValue(parameter.Parameter, out var element) => element is not null,
            IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private } } => true,
            IParameterReferenceOperation parameter => IsEndpoint(parameter),
            ILocalReferenceOperation local => IsLoopVariable(local),
            _ => false,
        };

        private bool IsLoopVariable(ILocalReferenceOperation local)
        {
            for (var parent = local.Parent; parent is not null; parent = parent.Parent)
            {
                if (parent is IForEachLoopOperation loop && loop.Locals.Contains(local.Local, SymbolEqualityComparer.Default))
                    return IsDataObject(loop.Collection);
            }

            return false;
        }

        private static IOperation Root(IOperation value)
        {
            while (true)
            {
                value = Unwrap(value);
                switch (value)
                {
                    case IPropertyReferenceOperation { Instance: { } owner }:
                        value = owner;
                        break;
                    case IFieldReferenceOperation { Instance: { } owner }:
                        value = owner;
                        break;
                    case IArrayElementReferenceOperation element:
                        value = element.ArrayReference;
                        break;
                    default:
                        return value;
                }
            }
        }

        private static IOperation Unwrap(IOperation value)
        {
            while (true)
            {
                switch (value.WithoutConversions())
                {
                    case IAwaitOperation awaited:
                        value = awaited.Operation;
                        break;
                    case IDelegateCreationOperation creation:
                        value = creation.Target;
                        break;
                    case IInterpolatedStringHandlerCreationOperation { Content: { } content }:
                        value = content;
                        break;
                    case IConversionOperation { OperatorMethod: not null } conversion when IsOfRequest(conversion.Operand.Type) || conversion.Operand.Type is { Name: "StringValues" }:
                        value = conversion.Operand;
                        break;
                    case var unwrapped:
                        return unwrapped;
                }
            }
        }

        // A string, several, or what ASP.NET Core keeps header and query values in.
        private static bool MayHoldText(ITypeSymbol? type) => type switch
        {
            null => false,
            { SpecialType: SpecialType.System_String } => true,
            IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } => true,
            { Name: "StringValues" } => true,
            INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } list => arguments[0].SpecialType == SpecialType.System_String
                && (list.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T || list.AllInterfaces.Any(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)),
            _ => false,
        };

        // Constants of a type (get-only, computed) are no data.
        private static bool IsWritable(IPropertySymbol property) => property.IsIndexer || property.SetMethod is not null;

        private static bool IsReflection(ITypeSymbol? type) =>
            type is { ContainingNamespace: { Name: "Reflection" } } or { Name: "Type", ContainingNamespace.Name: "System" };

        private static bool IsOfRequest(ITypeSymbol? type)
        {
            for (var space = type?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            {
                if (space is { Name: "Http", ContainingNamespace: { Name: "AspNetCore", ContainingNamespace: { Name: "Microsoft", ContainingNamespace.IsGlobalNamespace: true } } })
                    return true;
            }

            return false;
        }
    }
}
