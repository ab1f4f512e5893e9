using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>A value that goes into a variable, or into an object that a variable holds.</summary>
/// <param name="Target">The variable.</param>
/// <param name="Value">What goes in.</param>
/// <param name="IsPart">Whether it goes into the object (an element, a property), not into the variable itself.</param>
internal readonly record struct Flow(ISymbol Target, IOperation Value, bool IsPart);

/// <summary>What the operations of a body say: where values flow, which locals have one value, what waits. Lives only while the body is read.</summary>
internal sealed class BodyOperations
{
    private readonly List<IOperation> _waits = [];
    private readonly HashSet<ISymbol> _askedForType = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _changed = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> _initializers = new(SymbolEqualityComparer.Default);
    private readonly IterationSymbols _symbols;

    /// <summary>The kinds of operations that it is made from; the compiler hands each of them out as it goes through the body.</summary>
    public static readonly ImmutableArray<OperationKind> Kinds = ImmutableArray.Create(
        OperationKind.VariableDeclarator, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment,
        OperationKind.Increment, OperationKind.Decrement, OperationKind.DeconstructionAssignment, OperationKind.DeclarationPattern,
        OperationKind.RecursivePattern, OperationKind.Loop, OperationKind.Conditional, OperationKind.AnonymousFunction, OperationKind.Invocation,
        OperationKind.Await);

    /// <param name="operations">The operations of <see cref="Kinds"/> in the body.</param>
    /// <param name="symbols">What the framework's members do.</param>
    public BodyOperations(IReadOnlyList<IOperation> operations, IterationSymbols symbols)
    {
        _symbols = symbols;
        foreach (var operation in operations)
            Read(operation);
    }

    /// <summary>All flows, in the order of the source.</summary>
    public List<Flow> Flows { get; } = [];

    /// <summary>Operations that take part in counting: increments, decrements and assignments of a variable to a function of itself.</summary>
    public List<(ILocalSymbol Local, IOperation Operation)> Steps { get; } = [];

    /// <summary>Lambdas with the invocation that takes them.</summary>
    public List<(IAnonymousFunctionOperation Lambda, IInvocationOperation? Consumer)> Lambdas { get; } = [];

    /// <summary>Calls of functions of the same body: local functions and delegates held by locals.</summary>
    public List<IInvocationOperation> LocalCalls { get; } = [];

    /// <summary>Calls that take an element out of a collection, or fill an out variable.</summary>
    public List<IInvocationOperation> Takes { get; } = [];

    /// <summary>if statements and conditional expressions.</summary>
    public List<IConditionalOperation> Conditionals { get; } = [];

    /// <summary>What the body waits for.</summary>
    public List<IAwaitOperation> Awaits { get; } = [];

    /// <summary>Scopes of services that the body opens.</summary>
    public List<IInvocationOperation> Scopes { get; } = [];

    /// <summary>Calls that change what a context of EF Core tracks.</summary>
    public List<IInvocationOperation> TrackedChanges { get; } = [];

    /// <summary>Whether the body asks the object in the local for its type.</summary>
    public bool AsksTypeOf(ILocalSymbol local) => _askedForType.Contains(local);

    /// <summary>foreach loops with their variables.</summary>
    public List<IForEachLoopOperation> ForEachLoops { get; } = [];

    public bool WaitsIn(IOperation loop)
    {
        foreach (var wait in _waits)
        {
            if (wait.IsWithin(loop))
                return true;
        }

        return false;
    }

    /// <summary>Whether each turn of the loop waits, however it goes: work that is spread over time.</summary>
    public bool WaitsBetween(ILoopOperation loop)
    {
        foreach (var wait in _waits)
        {
            var current = wait.Parent;
            while (current is not null and not (ILoopOperation or ICatchClauseOperation or IAnonymousFunctionOperation or IConditionalOperation or ISwitchOperation))
                current = current.Parent;
            if (ReferenceEquals(current, loop))
                return true;
        }

        return false;
    }

    /// <summary>The only value that the body gives a variable; null when it gives several or none.</summary>
    public IOperation? OnlyAssignmentOf(ISymbol variable)
    {
        IOperation? only = null;
        foreach (var flow in Flows)
        {
            if (!SymbolEqualityComparer.Default.Equals(flow.Target, variable))
                continue;
            if (only is not null || flow.IsPart)
                return null;
            only = flow.Value;
        }

        return only;
    }

    /// <summary>The value that a local is declared with, when it never gets another and its object never grows.</summary>
    public IOperation? OnlyValueOf(ILocalSymbol local) =>
        !_changed.Contains(local) && _initializers.TryGetValue(local, out var value) ? value : null;

    /// <summary>The value that a local is declared with.</summary>
    public IOperation? InitializerOf(ISymbol local) => _initializers.TryGetValue(local, out var value) ? value : null;

    /// <summary>Whether something is put into the variable or its object inside the operation.</summary>
    public bool IsFilledIn(ISymbol variable, IOperation scope)
    {
        foreach (var flow in Flows)
        {
            if (SymbolEqualityComparer.Default.Equals(flow.Target, variable) && flow.Value.IsWithin(scope))
                return true;
        }

        foreach (var (local, operation) in Steps)
        {
            if (SymbolEqualityComparer.Default.Equals(local, variable) && operation.IsWithin(scope))
                return true;
        }

        return false;
    }

    /// <summary>Whether the operation gives the variable the constant.</summary>
    public bool IsSetIn(ISymbol variable, IOperation scope, object constant)
    {
        foreach (var flow in Flows)
        {
            if (SymbolEqualityComparer.Default.Equals(flow.Target, variable) && flow.Value.ConstantValue is { HasValue: true, Value: var value } && constant.Equals(value) && flow.Value.IsWithin(scope))
                return true;
        }

        return false;
    }

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                _initializers[declarator.Symbol] = initializer.Value;
                Flows.Add(new(declarator.Symbol, initializer.Value, false));
                AddAlias(declarator.Symbol, initializer.Value);
                break;
            case ISimpleAssignmentOperation assignment:
                AddAssignment(assignment.Target, assignment.Value);
                break;
            case ICompoundAssignmentOperation compound:
                AddAssignment(compound.Target, compound.Value);
                AddStep(compound.Target, compound);
                break;
            case ICoalesceAssignmentOperation coalesce:
                AddAssignment(coalesce.Target, coalesce.Value);
                break;
            case IIncrementOrDecrementOperation increment:
                AddStep(increment.Target, increment);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                foreach (var target in deconstruction.Target.DescendantsAndSelf())
                {
                    if (target is ILocalReferenceOperation local)
                        AddChanged(local.Local, deconstruction.Value, false);
                }

                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared } pattern when InputOf(pattern) is { } input:
                Flows.Add(new(declared, input, false));
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared } pattern when InputOf(pattern) is { } input:
                Flows.Add(new(declared, input, false));
                break;
            case IAwaitOperation awaited:
                Awaits.Add(awaited);
                break;
            case IForEachLoopOperation loop:
                ForEachLoops.Add(loop);
                break;
            case IConditionalOperation conditional:
                Conditionals.Add(conditional);
                break;
            case IAnonymousFunctionOperation lambda:
                Lambdas.Add((lambda, ConsumerOf(lambda)));
                break;
            case IInvocationOperation invocation:
                ReadInvocation(invocation);
                break;
        }
    }

    private void ReadInvocation(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (_symbols.Waits(method))
            _waits.Add(invocation);
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke)
            LocalCalls.Add(invocation);
        if (method is { Name: "GetType", ContainingType.SpecialType: SpecialType.System_Object } && invocation.Instance is ILocalReferenceOperation asked)
            _askedForType.Add(asked.Local);
        if (IterationSymbols.OpensScope(method))
            Scopes.Add(invocation);
        if (_symbols.TakesOut(method))
            Takes.Add(invocation);
        if (IterationSymbols.ChangesTracked(method))
            TrackedChanges.Add(invocation);

        var collects = !invocation.Arguments.IsEmpty && _symbols.Collects(method) && invocation.Instance.Root() is { } root ? root : null;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref)
            {
                var target = argument.Value is IDeclarationExpressionOperation declaration ? declaration.Expression : argument.Value;
                if (target.Root() is { } filled)
                {
                    AddChanged(filled, invocation, false);
                    if (argument.Parameter.RefKind == RefKind.Out && !Takes.Contains(invocation))
                        Takes.Add(invocation);
                }
            }
            else if (collects is not null)
            {
                AddChanged(collects, argument.Value, true);
            }
        }
    }

    private void AddAssignment(IOperation target, IOperation value)
    {
        if (target is ITupleOperation tuple)
        {
            foreach (var element in tuple.Elements)
                AddAssignment(element, value);
            return;
        }

        if (target.Root() is not { } root)
            return;

        var isPart = target is not (ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation });
        AddChanged(root, value, isPart);
        if (!isPart)
        {
            AddAlias(root, value);
            if (target is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(SelfOf(value.Unwrap()), local.Local))
                Steps.Add((local.Local, value));
        }
    }

    // i + 1, day.AddDays(1), node.Next: the variable that the new value is made from.
    private static ISymbol? SelfOf(IOperation value) => value switch
    {
        IBinaryOperation binary => SelfOf(binary.LeftOperand.Unwrap()) ?? SelfOf(binary.RightOperand.Unwrap()),
        ILocalReferenceOperation local => local.Local,
        IPropertyReferenceOperation { Instance: ILocalReferenceOperation local } => local.Local,
        IFieldReferenceOperation { Instance: ILocalReferenceOperation local } => local.Local,
        IInvocationOperation { Instance: ILocalReferenceOperation local } => local.Local,
        _ => null,
    };

    private void AddStep(IOperation target, IOperation operation)
    {
        if (target is not ILocalReferenceOperation local)
            return;
        _changed.Add(local.Local);
        Steps.Add((local.Local, operation));
    }

    private void AddChanged(ISymbol target, IOperation value, bool isPart)
    {
        _changed.Add(target);
        Flows.Add(new(target, value, isPart));
    }

    // var p = cmd.Parameters.Add("id", ...): what p gets later, the command has.
    private void AddAlias(ISymbol variable, IOperation value)
    {
        if (!_symbols.IsDbParameter(TypeOf(variable)) || value.Unwrap() is not IInvocationOperation or IObjectCreationOperation || value.Root() is not { } owner)
            return;
        Aliases.Add((variable, owner));
    }

    /// <summary>Variables that hold a part of another variable's object: what goes into the first is in the second.</summary>
    public List<(ISymbol Part, ISymbol Owner)> Aliases { get; } = [];

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IFieldSymbol field => field.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    private static IOperation? InputOf(IOperation pattern)
    {
        for (var current = pattern.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IIsPatternOperation isPattern:
                    return isPattern.Value;
                case ISwitchOperation switched:
                    return switched.Value;
                case ISwitchExpressionOperation switched:
                    return switched.Value;
                case IBlockOperation or IAnonymousFunctionOperation:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The invocation that a lambda is an argument of.</summary>
    public static IInvocationOperation? ConsumerOf(IOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IConversionOperation or IDelegateCreationOperation)
            parent = parent.Parent;
        return parent is IArgumentOperation { Parent: IInvocationOperation invocation } ? invocation : null;
    }
}
