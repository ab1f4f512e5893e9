using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Tells what a loop is about from what it goes through and how it counts.</summary>
internal sealed class LoopReader(IterationSymbols symbols, BodyOperations body, ValueList<string> smallSets)
{
    /// <summary>The most elements or turns that count as a handful.</summary>
    private const int Handful = 16;

    private const int MaxDepth = 6;

    public LoopTraits Read(ILoopOperation loop)
    {
        var traits = loop switch
        {
            IForEachLoopOperation forEach => ReadForEach(forEach),
            IForLoopOperation forLoop => ReadFor(forLoop),
            IWhileLoopOperation { Condition: { } condition } when TakesPages(condition) => LoopTraits.IsBatched,
            _ => LoopTraits.None,
        };
        if (loop is IForEachLoopOperation ? body.WaitsBetween(loop) : body.WaitsIn(loop))
            traits |= LoopTraits.Waits;
        if (IsMarked(loop.Syntax))
            traits |= LoopTraits.IsDeliberate;
        return traits;
    }

    // while ((await pager.ReadNextAsync()).Out(out var orders)), while (batches.TryDequeue(out var batch)): what each turn gets is many.
    private bool TakesPages(IOperation condition)
    {
        foreach (var take in body.Takes)
        {
            if (!take.IsWithin(condition))
                continue;
            foreach (var argument in take.Arguments)
            {
                if (argument.Parameter is { RefKind: RefKind.Out, Type: { } taken } && IterationSymbols.ElementType(taken) is { SpecialType: not SpecialType.System_Byte })
                    return true;
            }
        }

        return false;
    }

    /// <summary>A block that a goto repeats.</summary>
    public LoopTraits Read(IBlockOperation block)
    {
        var traits = body.WaitsIn(block) ? LoopTraits.Waits : LoopTraits.None;
        foreach (var statement in block.Operations)
        {
            if (statement is ILabeledOperation && IsMarked(statement.Syntax))
                traits |= LoopTraits.IsDeliberate;
        }

        return traits;
    }

    private LoopTraits ReadForEach(IForEachLoopOperation loop)
    {
        var traits = LoopTraits.HasElements | ReadSource(loop.Collection, 0);
        var element = loop.LoopControlVariable is IVariableDeclaratorOperation declarator ? declarator.Symbol.Type : null;

        // As many as the program declares: enum values, types that are seeders or handlers, properties of a class, objects of a class each.
        if (element is { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_Boolean } or { Name: "Type", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            || element is { ContainingNamespace: { Name: "Reflection", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } }
            || loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var local } && body.AsksTypeOf(local))
        {
            traits |= LoopTraits.IsSmallConstant;
        }

        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol.Name: var name } && IsSmallSet(element, name))
            traits |= LoopTraits.IsSmallConstant;
        if (symbols.HasDatabase(element))
            traits |= LoopTraits.IsPerDatabase;
        return IterationSymbols.IsGroup(element) ? traits | LoopTraits.HasGroups : traits;
    }

    /// <summary>What the source of a loop or of a LINQ operator says about the number and the kind of its elements.</summary>
    public LoopTraits ReadSource(IOperation source, int depth = 0)
    {
        if (depth > MaxDepth)
            return LoopTraits.None;
        source = source.Unwrap();
        if (source.ConstantValue.HasValue || IsWrittenOut(source.Syntax) || source.Type is { } sequence && IterationSymbols.HoldsOne(sequence, IterationSymbols.ElementType(sequence)))
            return LoopTraits.IsSmallConstant;

        if (IsConfiguration(source) || IsSmallSet(source.Type is { } elements ? IterationSymbols.ElementType(elements) : null, NameOf(source)))
            return LoopTraits.IsSmallConstant;

        switch (source)
        {
            case IArrayCreationOperation { Initializer: { } initializer }:
                return initializer.ElementValues.Length > 0 ? LoopTraits.IsSmallConstant : LoopTraits.None;
            case IObjectCreationOperation { Initializer: { } initializer, Arguments.IsEmpty: true }:
                return initializer.Initializers.Length > 0 ? LoopTraits.IsSmallConstant : LoopTraits.None;
            case IInvocationOperation invocation:
                return ReadSource(invocation, depth);
            case IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: { } dictionary }:
                return ReadSource(dictionary, depth + 1);
            case IPropertyReferenceOperation { Property: { Name: "Entries", ContainingType: { Name: "DbUpdateException", ContainingNamespace.Name: "EntityFrameworkCore" } } }:
                // The entries that one failed save is about: one, or a few.
                return LoopTraits.IsSmallConstant;
            case ILocalReferenceOperation local when body.OnlyValueOf(local.Local) is { } value:
                return ReadSource(value, depth + 1);
            case IFieldReferenceOperation { Field: { IsReadOnly: true } or { IsConst: true } } field when IsWrittenOut(field.Field):
                return LoopTraits.IsSmallConstant;
            case IPropertyReferenceOperation { Property: { SetMethod: null } property } when IsWrittenOut(property):
                return LoopTraits.IsSmallConstant;
            case IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }:
                // Objects of a contract that the service is given are its handlers, providers, steps: as many as are registered.
                if (source.Type is { } held && IterationSymbols.ElementType(held) is { } element && IterationSymbols.IsContract(element))
                    return LoopTraits.IsSmallConstant;
                if (source.Root() is { } variable && body.OnlyAssignmentOf(variable) is { } assigned && IsWrittenOut(assigned.Syntax))
                    return LoopTraits.IsSmallConstant;
                return IsOwnState(source) ? LoopTraits.IsOwnState : LoopTraits.None;
            default:
                return LoopTraits.None;
        }
    }

    // A role, a language: by what the elements are named, or, where they are plain values, by what holds them.
    private bool IsSmallSet(ITypeSymbol? element, string? name)
    {
        if (smallSets.Count == 0 || element is null)
            return false;
        return element is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: not TypeKind.Error } named && named.ContainingNamespace is not { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
            ? NameWords.NounBegins(named.Name, smallSets)
            : name is not null && NameWords.AnyBegins(name, smallSets);
    }

    private static string? NameOf(IOperation source) => source switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IMemberReferenceOperation member => member.Member.Name,
        _ => null,
    };

    // _languages, this.Steps: nothing here says how many there are, and who makes such an object mostly puts a few into it.
    private bool IsOwnState(IOperation source)
    {
        var member = source switch
        {
            IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => (ISymbol)field.Field,
            IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Arguments.IsEmpty: true } property when IsStored(property.Property) => property.Property,
            _ => null,
        };
        if (member is null || source.Type is not { } type || symbols.IsQuery(type))
            return false;

        // What this body itself has put there is not what the object was made with.
        foreach (var flow in body.Flows)
        {
            if (SymbolEqualityComparer.Default.Equals(flow.Target, member))
                return false;
        }

        return true;
    }

    // { get; set; }: a getter with a body may ask for its value anew.
    private static bool IsStored(IPropertySymbol property)
    {
        foreach (var reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is PropertyDeclarationSyntax declaration
                && (declaration.ExpressionBody is not null || declaration.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true))
            {
                return false;
            }
        }

        return true;
    }

    private LoopTraits ReadSource(IInvocationOperation invocation, int depth)
    {
        var method = invocation.TargetMethod;
        if (symbols.IsArrival(method))
            return LoopTraits.IsArriving;
        if (method.ContainingType?.SpecialType == SpecialType.System_Enum || method.Name is "GetEnumValues" or "GetEnumNames" && method.ContainingType?.Name == "Type")
            return LoopTraits.IsSmallConstant;
        if (IterationSymbols.CutsBatches(method))
            return LoopTraits.IsBatched;

        if (symbols.IsSequenceOperator(method) || symbols.IsQueryableOperator(method))
        {
            switch (method.Name)
            {
                case "Chunk" or "Batch" or "Buffer":
                    return LoopTraits.IsBatched;
                case "Range" or "Repeat" when invocation.Arguments.Length == 2:
                    return IsHandful(invocation.Arguments[1].Value) ? LoopTraits.IsSmallConstant : LoopTraits.None;
                case "Take" when invocation.Arguments.Length == 2 && IsHandful(invocation.Arguments[1].Value):
                    return LoopTraits.IsSmallConstant;
                case "SelectMany" or "Concat" or "Union" or "Join" or "GroupJoin" or "Zip" or "CrossJoin":
                    return LoopTraits.None;
            }

            return invocation.Arguments.Length > 0 ? ReadSource(invocation.Arguments[0].Value, depth + 1) : LoopTraits.None;
        }

        // db.Orders.Take(3).ToListAsync(): as many as the query gives.
        if (method is { IsStatic: true, ContainingType: { Name: "EntityFrameworkQueryableExtensions", ContainingNamespace: { Name: "EntityFrameworkCore", ContainingNamespace.Name: "Microsoft" } } } && invocation.Arguments.Length > 0)
            return ReadSource(invocation.Arguments[0].Value, depth + 1);

        // either.ToSeq(): one element, or none.
        if (invocation.ReceiverOf()?.Type is { } held && IterationSymbols.HoldsOne(held, IterationSymbols.ElementType(method.ReturnType)))
            return LoopTraits.IsSmallConstant;

        // list.ToArray(), list.AsReadOnly(), "a,b".Split(','): as many elements as the object they are called on.
        return invocation.Instance is { } instance && method.Name is "ToArray" or "AsReadOnly" or "Split" or "ToList" or "AsSpan"
            ? ReadSource(instance!, depth + 1)
            : LoopTraits.None;
    }

    // options.Value.Regions, _settings.Regions where the settings are given as IOptions<Settings>, configuration.GetSection("regions").GetChildren():
    // somebody wrote them into a file.
    private bool IsConfiguration(IOperation source)
    {
        var current = source;
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            current = current.Unwrap();
            switch (current)
            {
                case IPropertyReferenceOperation { Instance: { } holder } property:
                    if (IterationSymbols.IsOfConfiguration(property.Property) || IsBound(property.Property, property.Type, holder))
                        return true;
                    current = holder;
                    break;
                case IFieldReferenceOperation { Instance: { } holder } field:
                    if (IsBound(field.Field, field.Type, holder))
                        return true;
                    current = holder;
                    break;
                case ILocalReferenceOperation local when body.OnlyValueOf(local.Local) is { } value && !value.Mentions(local.Local):
                    current = value;
                    break;
                case IInvocationOperation invocation when IterationSymbols.IsOfConfiguration(invocation.TargetMethod):
                    return true;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsBound(ISymbol member, ITypeSymbol? type, IOperation holder)
    {
        if (holder is not IInstanceReferenceOperation || type is not INamedTypeSymbol { TypeKind: TypeKind.Class })
            return false;
        foreach (var constructor in member.ContainingType.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } bound } options && IterationSymbols.IsOfConfiguration(options) && SymbolEqualityComparer.Default.Equals(bound[0], type))
                    return true;
            }
        }

        return false;
    }

    private static bool IsHandful(IOperation count) => count.ConstantValue is { HasValue: true, Value: int value } && value <= Handful;

    private LoopTraits ReadFor(IForLoopOperation loop)
    {
        var traits = LoopTraits.None;
        foreach (var step in loop.AtLoopBottom)
            traits |= ReadStep(step);

        if (loop.Condition is IBinaryOperation condition)
        {
            var bound = condition.OperatorKind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.NotEquals
                ? condition.RightOperand
                : condition.LeftOperand.ConstantValue.HasValue ? condition.LeftOperand : null;
            if (bound?.ConstantValue is { HasValue: true, Value: int turns } && turns <= Handful)
                traits |= LoopTraits.IsSmallConstant;
            if (IsCount(condition.RightOperand) || IsCount(condition.LeftOperand) || CountsDown(loop))
                traits |= LoopTraits.HasElements;
        }

        return traits;
    }

    private static LoopTraits ReadStep(IOperation step)
    {
        if (step is IExpressionStatementOperation statement)
            step = statement.Operation;
        switch (step)
        {
            case ICompoundAssignmentOperation compound when compound.Value.Unwrap().ConstantValue is not { HasValue: true, Value: 1 or 1L }:
                return LoopTraits.HasStride;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment:
                return assignment.Value.Unwrap() switch
                {
                    IInvocationOperation { Instance: ILocalReferenceOperation moved } add when SymbolEqualityComparer.Default.Equals(moved.Local, local.Local) && IsDate(local.Type)
                        => add.Arguments.Length == 1 && add.Arguments[0].Value.Unwrap().ConstantValue is { HasValue: true, Value: 1 or 1.0 }
                            ? LoopTraits.CountsDates | LoopTraits.HasElements
                            : LoopTraits.HasStride,
                    IBinaryOperation => LoopTraits.HasStride,
                    _ => LoopTraits.HasElements,
                };
            default:
                return LoopTraits.None;
        }
    }

    // for (var i = list.Count - 1; i >= 0; i--)
    private static bool CountsDown(IForLoopOperation loop) =>
        loop.AtLoopBottom.Any(step => step is IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Decrement } })
        && loop.Before.Any(start => start.Descendants().Any(IsCount));

    private static bool IsCount(IOperation operation) => operation.Unwrap() switch
    {
        IPropertyReferenceOperation { Property.Name: "Count" or "Length", Instance: not null } => true,
        IInvocationOperation { TargetMethod.Name: "Count" or "GetLength" } => true,
        _ => false,
    };

    public static bool IsDate(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_DateTime } or { Name: "DateOnly" or "DateTimeOffset", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether the elements stand in the declaration of the field or property: <c>static readonly string[] Names = ["a", "b"]</c>.</summary>
    private static bool IsWrittenOut(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
                _ => null,
            };
            if (value is not null && IsWrittenOut(value))
                return true;
        }

        return false;
    }

    private static bool IsWrittenOut(SyntaxNode value)
    {
        switch (value)
        {
            // new ReadOnlyCollection<string>(new[] { ... }), Array.AsReadOnly(new[] { ... }): a cover over what is written out.
            case BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: { Count: 1 } wrapped }:
                return IsWrittenOut(wrapped[0].Expression);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsReadOnly" }, ArgumentList.Arguments: { Count: 1 } covered }:
                return IsWrittenOut(covered[0].Expression);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" or "ToList" or "AsReadOnly" or "ToFrozenSet" or "ToImmutableArray" or "ToImmutableList" or "ToHashSet", Expression: var copied }, ArgumentList.Arguments.Count: 0 }:
                return IsWrittenOut(copied);
            case ParenthesizedExpressionSyntax inner:
                return IsWrittenOut(inner.Expression);
            case ArrayCreationExpressionSyntax { Initializer.Expressions.Count: > 0 }:
            case ImplicitArrayCreationExpressionSyntax { Initializer.Expressions.Count: > 0 }:
            case BaseObjectCreationExpressionSyntax { Initializer.Expressions.Count: > 0 }:
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression, Expressions.Count: > 0 }:
                return true;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create", Expression: var type }, ArgumentList.Arguments.Count: > 0 }:
                return type.ToString().StartsWith("Immutable", System.StringComparison.Ordinal) || type.ToString().StartsWith("FrozenSet", System.StringComparison.Ordinal);
        }

        return IsCollectionExpression(value);
    }

    // [a, b, c]: Roslyn 4.5 has no class for it; newer compilers hand it over all the same.
    private static bool IsCollectionExpression(SyntaxNode value)
    {
        if (value is not ExpressionSyntax || !value.GetFirstToken().IsKind(SyntaxKind.OpenBracketToken) || !value.GetLastToken().IsKind(SyntaxKind.CloseBracketToken))
            return false;
        var any = false;
        foreach (var element in value.ChildNodes())
        {
            if (element.GetFirstToken().IsKind(SyntaxKind.DotDotToken) && !element.ChildNodes().OfType<ExpressionSyntax>().Any(IsWrittenOut))
                return false;
            any = true;
        }

        return any;
    }

    /// <summary>Whether a comment in front of the statement says that work per element is wanted.</summary>
    public static bool IsMarked(SyntaxNode syntax)
    {
        var statement = syntax.FirstAncestorOrSelf<StatementSyntax>() ?? syntax;
        if (!statement.HasLeadingTrivia)
            return false;
        foreach (var trivia in statement.GetLeadingTrivia())
        {
            if ((trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
                && trivia.ToString().Contains("lifeops:per-item"))
            {
                return true;
            }
        }

        return false;
    }
}
