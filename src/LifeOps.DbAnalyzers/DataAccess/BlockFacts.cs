using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>
/// What one member's code does to its variables, read in one pass: the values they get, the properties set on them,
/// the elements added to their collections. Lambdas and local functions belong to the member.
/// </summary>
internal sealed class BlockFacts
{
    private readonly Dictionary<ISymbol, List<IOperation>> _values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<ISimpleAssignmentOperation>> _propertyAssignments = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IInvocationOperation>> _calls = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _unknown = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ILocalSymbol, int> _reads = new(SymbolEqualityComparer.Default);
    private readonly List<IInvocationOperation> _callsOnObjects = [];

    private BlockFacts(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
            Add(operation);
    }

    /// <summary>Reads the member that an operation stands in.</summary>
    public static BlockFacts Read(IOperation root) => new(root);

    /// <summary>The outermost operation of the member that an operation stands in.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>Every value that a variable gets; empty when one of them cannot be told (ref, out, +=, deconstruction).</summary>
    public ImmutableArray<IOperation> ValuesOf(ISymbol variable) =>
        !_unknown.Contains(variable) && _values.TryGetValue(variable, out var values) ? values.ToImmutableArray() : ImmutableArray<IOperation>.Empty;

    /// <summary>The assignments to properties of the object that a variable holds.</summary>
    public IReadOnlyList<ISimpleAssignmentOperation> PropertyAssignmentsOf(ISymbol variable) =>
        _propertyAssignments.TryGetValue(variable, out var assignments) ? assignments : [];

    /// <summary>The calls on the object that a variable holds, or on a property of it.</summary>
    public IReadOnlyList<IInvocationOperation> CallsOn(ISymbol variable) =>
        _calls.TryGetValue(variable, out var calls) ? calls : [];

    /// <summary>All calls of members of objects.</summary>
    public IReadOnlyList<IInvocationOperation> CallsOnObjects => _callsOnObjects;

    /// <summary>How often a local is used other than to give it another value.</summary>
    public int ReadsOf(ILocalSymbol local) => _reads.TryGetValue(local, out var count) ? count : 0;

    /// <summary>The local, parameter, field or property of this that an expression names; null for any other expression.</summary>
    public static ISymbol? VariableOf(IOperation? expression) => expression?.WithoutConversions() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Arguments.IsEmpty: true } property => property.Property,
        _ => null,
    };

    private void Add(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                AddTo(_values, declarator.Symbol, initializer.Value);
                break;
            case ISimpleAssignmentOperation assignment:
                AddAssignment(assignment);
                break;
            case ICompoundAssignmentOperation { Target: var target }:
                AddUnknown(target);
                break;
            case ICoalesceAssignmentOperation coalesce when VariableOf(coalesce.Target) is { } variable:
                AddTo(_values, variable, coalesce.Value);
                break;
            case IDeconstructionAssignmentOperation { Target: ITupleOperation tuple }:
                foreach (var element in tuple.Elements)
                    AddUnknown(element);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                AddUnknown(argument.Value);
                break;
            case IForEachLoopOperation loop:
                foreach (var local in loop.Locals)
                    _unknown.Add(local);
                break;
            case ILocalReferenceOperation reference when reference.Parent is not ISimpleAssignmentOperation assignment || assignment.Target != reference:
                _reads[reference.Local] = ReadsOf(reference.Local) + 1;
                break;
            case IInvocationOperation { Instance: { } instance } invocation:
                _callsOnObjects.Add(invocation);
                var receiver = instance is IPropertyReferenceOperation { Instance: { } owner } property && VariableOf(instance) is null && !property.Property.IsStatic
                    ? owner
                    : instance;
                if (VariableOf(receiver) is { } symbol)
                    AddTo(_calls, symbol, invocation);
                break;
        }
    }

    private void AddAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is IPropertyReferenceOperation { Instance: { } instance } && VariableOf(instance) is { } holder)
            AddTo(_propertyAssignments, holder, assignment);
        if (VariableOf(assignment.Target) is { } variable)
            AddTo(_values, variable, assignment.Value);
    }

    private void AddUnknown(IOperation target)
    {
        if (target is IPropertyReferenceOperation { Instance: { } instance } && VariableOf(instance) is { } holder && VariableOf(target) is null)
            _unknown.Add(holder);
        else if (VariableOf(target is IDeclarationExpressionOperation declaration ? declaration.Expression : target) is { } variable)
            _unknown.Add(variable);
    }

    /// <summary>Whether something was done to a variable, or to a property of what it holds, that cannot be followed.</summary>
    public bool IsUnknown(ISymbol variable) => _unknown.Contains(variable);

    private static void AddTo<T>(Dictionary<ISymbol, List<T>> lists, ISymbol key, T item)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        list.Add(item);
    }
}
