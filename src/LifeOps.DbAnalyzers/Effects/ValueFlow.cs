using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// What each variable of a body depends on, whatever the order of statements: the values that flow into it, joined until
/// nothing changes. Coarse on purpose; the questions asked of it are "can this differ from one element to the next".
/// </summary>
internal sealed class ValueFlow
{
    private const int MaxRounds = 8;
    private const int MaxDepth = 200;

    private readonly Dictionary<ISymbol, Variable> _variables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, Dependence> _calls = [];
    private readonly Dictionary<IOperation, Dependence> _known = [];
    private readonly IterationSymbols _symbols;
    private int _round;
    private bool _isStale;
    private bool _isJoined;
    private readonly IReadOnlyDictionary<IOperation, BodyLoop> _loops;

    public ValueFlow(ISymbol member, BodyOperations body, IReadOnlyDictionary<IOperation, BodyLoop> loops, IEnumerable<IOperation> queries, IterationSymbols symbols)
    {
        _symbols = symbols;
        _loops = loops;
        foreach (var query in queries)
            _calls[query] = Dependence.Result;

        // Where a lambda outlives the member in a field, parameters are those of the lambda: what it captures is the same at each call.
        var outlives = body.Lambdas.Exists(pair => pair.Consumer is null && HolderOf(pair.Lambda) is not null);
        foreach (var parameter in ParametersOf(member))
        {
            if (!outlives && !symbols.IsControl(parameter.Type))
                VariableOf(parameter).Dependence = Dependence.Parameter(parameter.Ordinal);
        }

        SeedLoops(body);
        Join(body);
        _isJoined = true;
    }

    public Dependence Of(ISymbol variable)
    {
        if (_isJoined)
            return _variables.TryGetValue(variable, out var joined) ? joined.Dependence : default;
        var known = VariableOf(variable);
        known.ReadIn = _round;
        return known.Dependence;
    }

    public Dependence Of(IOperation? operation) => Of(operation, 0);

    /// <summary>Databases that the variables of the body stand for, with what chose them.</summary>
    public Dependence OfDatabases(IOperation operation)
    {
        var result = Dependence.None;
        foreach (var descendant in operation.DescendantsAndSelf())
        {
            if (descendant is ILocalReferenceOperation or IParameterReferenceOperation && _symbols.IsDatabase(descendant.Type))
                result |= Of(descendant.Root()!);
        }

        return result;
    }

    /// <summary>The databases that a call is given, or is called on.</summary>
    public Dependence OfDatabases(IOperation? instance, ImmutableArray<IArgumentOperation> arguments)
    {
        var result = _symbols.IsDatabase(instance?.Type) ? Of(instance) : Dependence.None;
        foreach (var argument in arguments)
        {
            if (_symbols.IsDatabase(argument.Value.Type))
                result |= Of(argument.Value);
        }

        return result;
    }

    public bool AnyDatabaseOf(BodyLoop loop)
    {
        foreach (var pair in _variables)
        {
            if (pair.Value.Dependence.HasElement(loop.Index) && pair.Key is ILocalSymbol local && _symbols.IsDatabase(local.Type))
                return true;
        }

        return false;
    }

    private static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => ImmutableArray<IParameterSymbol>.Empty,
    };

    private Dependence Of(IOperation? operation, int depth)
    {
        if (operation is null || depth > MaxDepth || operation.ConstantValue.HasValue)
            return default;

        switch (operation)
        {
            case ILocalReferenceOperation local:
                return Of(local.Local);
            case IParameterReferenceOperation parameter:
                return Of(parameter.Parameter);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return Dependence.Receiver;
            case IInstanceReferenceOperation or ITypeOfOperation or INameOfOperation or IDefaultValueOperation:
                return default;
            case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field:
                return Of(field.Field) | (field.Instance is null || !IsData(field.Type) ? default : Dependence.Receiver);
            case IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Arguments.IsEmpty: true } property:
                return Of(property.Property) | (property.Instance is null || !IsData(property.Type) ? default : Dependence.Receiver);
            case IPropertyReferenceOperation { Property: { Name: "Key", ContainingType: { } group }, Instance: { } grouped } when IterationSymbols.IsGroup(group):
                return Of(grouped, depth + 1).CountersAsElements();
            case IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer:
                var index = default(Dependence);
                foreach (var argument in indexer.Arguments)
                    index |= Of(argument.Value, depth + 1);
                return Of(indexer.Instance, depth + 1) | index.CountersAsElements();
            case IArrayElementReferenceOperation element:
                var position = default(Dependence);
                foreach (var item in element.Indices)
                    position |= item is IRangeOperation ? Of(item, depth + 1).WithoutCounters() : Of(item, depth + 1).CountersAsElements();
                return Of(element.ArrayReference, depth + 1) | position;
            case IInvocationOperation invocation:
                if (_isJoined && _known.TryGetValue(invocation, out var known))
                    return known;
                var dependence = OfInvocation(invocation, depth);
                if (_isJoined)
                    _known[invocation] = dependence;
                return dependence;

            // page * pageSize: where a part begins, not an element.
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } offset:
                return (Of(offset.LeftOperand, depth + 1) | Of(offset.RightOperand, depth + 1)).WithoutCounters();

            // A lambda that computes a value hands on what it captures; one with statements is code of its own.
            case IAnonymousFunctionOperation { Body.Operations.Length: not 1 }:
                return default;
        }

        var result = default(Dependence);
        foreach (var child in operation.ChildOperations)
            result |= Of(child, depth + 1);
        return result;
    }

    private Dependence OfInvocation(IInvocationOperation invocation, int depth)
    {
        var result = Of(invocation.Instance, depth + 1);
        foreach (var argument in invocation.Arguments)
            result |= Of(argument.Value, depth + 1);

        switch (invocation.TargetMethod.Name)
        {
            // The type of an object stands for its implementation: handlers and steps, not rows.
            case "GetType" when invocation.Arguments.IsEmpty:
                return default;
            case "Skip" or "Take" or "GetRange" or "Slice" or "Chunk":
                result = result.WithoutCounters();
                break;
            case "ElementAt" or "ElementAtOrDefault" or "GetValue":
                result = result.CountersAsElements();
                break;
        }

        return _calls.TryGetValue(invocation, out var call) ? result | call : result;
    }

    // Services, connections and callbacks are the same whatever the object holds; its values are what makes it an element.
    private bool IsData(ITypeSymbol? type) =>
        type is not null
        && type.TypeKind is not TypeKind.Delegate
        && !_symbols.IsDatabase(type)
        && (type.TypeKind != TypeKind.Interface || IterationSymbols.ElementType(type) is not null);

    private void SeedLoops(BodyOperations body)
    {
        foreach (var loop in body.ForEachLoops)
        {
            var element = ElementOf(loop);
            foreach (var local in VariablesOf(loop))
            {
                Add(local, element);
                body.Flows.Add(new(local, loop.Collection, false));
            }
        }

        foreach (var (lambda, consumer) in body.Lambdas)
        {
            if (consumer is null)
            {
                // Called through the field that holds it: its parameters are what the call gives.
                if (HolderOf(lambda) is not null)
                {
                    foreach (var parameter in lambda.Symbol.Parameters)
                        Add(parameter, Dependence.Parameter(parameter.Ordinal));
                }

                continue;
            }

            var element = ElementOf(lambda);
            foreach (var parameter in lambda.Symbol.Parameters)
            {
                if (_symbols.IsControl(parameter.Type) || _symbols.IsDatabase(parameter.Type))
                    continue;
                Add(parameter, element);
                foreach (var argument in consumer.Arguments)
                {
                    if (!lambda.IsWithin(argument))
                        body.Flows.Add(new(parameter, argument.Value, false));
                }
            }
        }

        foreach (var call in body.LocalCalls)
            AddParameters(call, body);
        foreach (var (local, operation) in body.Steps)
            AddCounter(local, operation);
        foreach (var take in body.Takes)
            AddTaken(take);
        foreach (var pair in _loops)
        {
            if (pair.Key is IWhileLoopOperation { Condition: { } condition })
                AddAdvanced(condition, pair.Value);
        }
    }

    // Handed-out batches and the few values of a constant set are no elements of their own.
    private Dependence ElementOf(IOperation loop) =>
        !_loops.TryGetValue(loop, out var known) || known.Has(LoopTraits.IsSmallConstant | LoopTraits.IsBatched) ? default
            : known.Has(LoopTraits.HasGroups) ? Dependence.Counter(known.Index)
            : Dependence.Element(known.Index);

    /// <summary>The field or property that an expression names, or that a lambda is stored in; null for any other.</summary>
    public static ISymbol? HolderOf(IOperation expression)
    {
        switch (expression)
        {
            case IFieldReferenceOperation field:
                return field.Field.OriginalDefinition;
            case IPropertyReferenceOperation property:
                return property.Property.OriginalDefinition;
            case not IAnonymousFunctionOperation:
                return null;
        }

        var parent = expression.Parent;
        while (parent is IConversionOperation or IDelegateCreationOperation)
            parent = parent.Parent;
        return parent switch
        {
            IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => fields[0].OriginalDefinition,
            IPropertyInitializerOperation { InitializedProperties: { Length: 1 } properties } => properties[0].OriginalDefinition,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } assignment => HolderOf(assignment.Target),
            _ => null,
        };
    }

    private static IEnumerable<ILocalSymbol> VariablesOf(IForEachLoopOperation loop)
    {
        if (loop.LoopControlVariable is IVariableDeclaratorOperation declarator)
        {
            yield return declarator.Symbol;
            yield break;
        }

        foreach (var operation in loop.LoopControlVariable.DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation local)
                yield return local.Local;
        }
    }

    private static void AddParameters(IInvocationOperation call, BodyOperations body)
    {
        var callee = call.TargetMethod;
        if (callee.MethodKind == MethodKind.DelegateInvoke)
        {
            if (call.Instance.Root() is not { } held || body.InitializerOf(held)?.Unwrap() is not IAnonymousFunctionOperation lambda)
                return;
            callee = lambda.Symbol;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && parameter.Ordinal < callee.Parameters.Length)
                body.Flows.Add(new(callee.Parameters[parameter.Ordinal], argument.Value, false));
        }
    }

    private void AddCounter(ILocalSymbol local, IOperation step)
    {
        if (EnclosingCountedLoop(local, step) is not { } loop)
            return;
        var followsLink = step is not (IIncrementOrDecrementOperation or ICompoundAssignmentOperation)
            && step.Unwrap() is IPropertyReferenceOperation or IFieldReferenceOperation;
        if (followsLink)
        {
            loop.Traits |= LoopTraits.HasElements;
            Add(local, Dependence.Element(loop.Index));
        }
        else if (!loop.Has(LoopTraits.IsSmallConstant))
        {
            if (LoopReader.IsDate(local.Type))
                loop.Traits |= LoopTraits.CountsDates;
            Add(local, Dependence.Counter(loop.Index));
        }
    }

    // The for or while loop that the step belongs to: the innermost one around it that the variable outlives.
    private BodyLoop? EnclosingCountedLoop(ILocalSymbol local, IOperation step)
    {
        for (var current = step.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IForEachLoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
                case ILoopOperation loop:
                    return _loops.TryGetValue(loop, out var known) ? known : null;
                case IBlockOperation block when _loops.TryGetValue(block, out var repeated):
                    return repeated;
                case IBlockOperation block when block.Locals.Contains(local):
                    return null;
            }
        }

        return null;
    }

    private void AddTaken(IInvocationOperation take)
    {
        for (var current = take.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation or IForEachLoopOperation)
                return;
            if (current is not (IWhileLoopOperation or IBlockOperation) || !_loops.TryGetValue(current, out var known))
                continue;

            // In the condition any Try method that fills a variable hands out the next element; in the body only a collection's own.
            if (_symbols.IsArrival(take.TargetMethod))
            {
                known.Traits |= LoopTraits.IsArriving;
                return;
            }

            if (!_symbols.TakesOut(take.TargetMethod) && (current is not IWhileLoopOperation { Condition: { } condition } || !take.IsWithin(condition)))
                return;
            if (_calls.ContainsKey(take))
                return;
            known.Traits |= LoopTraits.HasElements;
            _calls[take] = Dependence.Element(known.Index);
            return;
        }
    }

    // while (reader.Read()), while (e.MoveNext()), while ((line = text.ReadLine()) != null): the object is at an element.
    private void AddAdvanced(IOperation condition, BodyLoop loop)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is not IInvocationOperation { Instance: { } instance } invocation)
                continue;
            if (_symbols.IsArrival(invocation.TargetMethod))
            {
                loop.Traits |= LoopTraits.IsArriving;
                continue;
            }

            if (invocation.TargetMethod.Name is not ("Read" or "ReadAsync" or "MoveNext" or "MoveNextAsync" or "ReadLine" or "ReadLineAsync")
                || _symbols.IsFromSource(invocation.TargetMethod) || instance.Root() is not { } advanced)
            {
                continue;
            }

            loop.Traits |= LoopTraits.HasElements;
            if (invocation.TargetMethod.Name.StartsWith("ReadLine", System.StringComparison.Ordinal))
                _calls[invocation] = Dependence.Element(loop.Index);
            else
                Add(advanced, Dependence.Element(loop.Index));
        }
    }

    private void Join(BodyOperations body)
    {
        while (_round < MaxRounds)
        {
            _round++;
            _isStale = false;
            foreach (var flow in body.Flows)
            {
                // What is put into a context or a connection does not decide what other queries of it ask for.
                if (flow.IsPart && _symbols.IsDatabase(TypeOf(flow.Target)))
                    continue;
                Add(flow.Target, Of(flow.Value, 0));
            }

            foreach (var (part, owner) in body.Aliases)
                Add(owner, Of(part));

            // Flows come in the order of the source: mostly every variable has all its values before it is read.
            if (!_isStale)
                return;
        }
    }

    private void Add(ISymbol variable, Dependence dependence)
    {
        if (dependence.IsNone)
            return;
        var known = VariableOf(variable);
        var joined = known.Dependence | dependence;
        if (joined == known.Dependence)
            return;
        known.Dependence = joined;
        _isStale |= known.ReadIn == _round;
    }

    private Variable VariableOf(ISymbol symbol)
    {
        if (!_variables.TryGetValue(symbol, out var known))
            _variables[symbol] = known = new Variable();
        return known;
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private sealed class Variable
    {
        public Dependence Dependence { get; set; }

        /// <summary>The last round of joining in which something was made from it.</summary>
        public int ReadIn { get; set; }
    }
}
