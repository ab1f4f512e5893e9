using System;
using System.Collections.Generic;
using System.Linq;
using LifeOps.DbAnalyzers.Reads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>What stands around a place inside its function.</summary>
internal sealed class Surroundings
{
    /// <summary>The local function or lambda; null for the member itself.</summary>
    public IMethodSymbol? Function { get; set; }

    /// <summary>False for places inside expression trees and for sequences that nobody enumerates.</summary>
    public bool Runs { get; set; } = true;

    /// <summary>Whether it is no work of each turn: on a miss of a cache, in the first turn, after a failure.</summary>
    public bool IsCached { get; set; }

    /// <summary>Whether it runs only for one value of an enum parameter, or for a part of one that may be left out: other callers never reach it.</summary>
    public bool IsSelective { get; set; }

    /// <summary>Whether a condition of its function decides whether it runs.</summary>
    public bool IsConditional { get; set; }

    /// <summary>Whether a switch that the object holds decides whether it runs: <c>if (!_isBulkSave)</c>.</summary>
    public bool IsSwitched { get; set; }

    /// <summary>The flag among the parameters that decides whether it runs; null when none does.</summary>
    public (IParameterSymbol Parameter, bool Value)? Needs { get; set; }

    /// <summary>Loop statements, blocks that a goto repeats and lambdas called per element, innermost first.</summary>
    public List<IOperation> Loops { get; } = [];

    public List<CallGuards> Guards { get; } = [];
}

/// <summary>Climbs from a place to the function it belongs to, and notes the loops and conditions on the way.</summary>
/// <param name="body">The body.</param>
/// <param name="symbols">What the framework's members do.</param>
/// <param name="lookups">The places of the body that ask the database, or call what may.</param>
internal sealed class SurroundingsReader(BodyOperations body, IterationSymbols symbols, ISet<IOperation> lookups)
{
    // What speaks against a run per iteration of the loop around it, and says nothing of the loops further out.
    private const CallGuards OfOneTurn = CallGuards.BatchFull | CallGuards.Isolated | CallGuards.OfOneType | CallGuards.UsesSaved | CallGuards.OnMiss;

    private readonly Dictionary<IBlockOperation, IOperation?> _cacheReturns = [];
    private readonly Dictionary<IConditionalOperation, Branch> _branches = [];
    private readonly GotoLoops _gotoLoops = new();
    private readonly AfterSaves _afterSaves = new(body, symbols);

    /// <summary>When the branch of a condition is taken.</summary>
    [Flags]
    private enum Branch
    {
        None = 0,
        BatchFull = 1,
        Miss = 2,
        Selective = 4,
        OfOneType = 8,
    }

    /// <summary>Whether the place belongs to a local function or a lambda.</summary>
    public static bool IsInFunction(IOperation place) => FunctionOf(place) is not null;

    /// <summary>The local function or lambda that the place belongs to; null for the member itself.</summary>
    public static IMethodSymbol? FunctionOf(IOperation place)
    {
        for (var current = place.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda)
                return lambda.Symbol;
            if (current is ILocalFunctionOperation function)
                return function.Symbol;
        }

        return null;
    }

    /// <param name="site">The place.</param>
    /// <param name="maySave">Whether the place may save changes: what the iteration does with them afterwards matters then.</param>
    public Surroundings Read(IOperation site, bool maySave = false)
    {
        var result = new Surroundings();
        var use = ResultUse.Of(site, body);
        var guards = CallGuards.None;
        var leavesAll = false;
        ILabelSymbol? leavesTo = null;
        maySave &= IsInLoop(site);

        var child = site;
        var parent = site.Parent;
        while (parent is not null)
        {
            switch (parent)
            {
                case IConditionalOperation conditional when !ReferenceEquals(child, conditional.Condition):
                    result.IsConditional = true;
                    var branch = BranchOf(conditional);
                    if ((branch & Branch.BatchFull) != 0)
                        guards |= CallGuards.BatchFull;
                    if ((branch & Branch.Miss) != 0)
                        result.IsCached = true;
                    if ((branch & Branch.Selective) != 0 && ReferenceEquals(child, conditional.WhenTrue))
                        result.IsSelective = true;
                    if ((branch & Branch.OfOneType) != 0 && ReferenceEquals(child, conditional.WhenTrue))
                        guards |= CallGuards.OfOneType;
                    if (IsNothingFound(conditional.Condition, ReferenceEquals(child, conditional.WhenTrue)))
                        guards |= CallGuards.OnMiss;
                    result.IsSelective |= TestsPart(conditional.Condition);
                    result.IsSwitched |= IsSwitch(conditional.Condition);
                    result.Needs ??= FlagOf(conditional.Condition, ReferenceEquals(child, conditional.WhenTrue));
                    break;
                case ISwitchCaseOperation { Parent: ISwitchOperation switched }:
                    result.IsConditional = true;
                    result.IsSelective |= IsEnumParameter(switched.Value);
                    break;
                case ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation switched }:
                    result.IsConditional = true;
                    result.IsSelective |= IsEnumParameter(switched.Value);
                    break;
                case ITryOperation { Catches.IsEmpty: false }:
                    guards |= CallGuards.Isolated;
                    break;
                case ICatchClauseOperation:
                    // Only for elements that failed.
                    result.IsCached = true;
                    break;
                case ICoalesceOperation coalesce when ReferenceEquals(child, coalesce.WhenNull):
                    result.IsConditional = true;
                    if (ContainsLookup(coalesce.Value))
                        result.IsCached = true;
                    if (lookups.Contains(coalesce.Value.Unwrap()))
                        guards |= CallGuards.OnMiss;
                    break;
                case ICoalesceAssignmentOperation assignment when ReferenceEquals(child, assignment.Value):
                    result.IsCached = true;
                    break;
                case IBlockOperation block:
                    ReadBlock(block, child, result, ref leavesAll, ref leavesTo);
                    if (maySave && _afterSaves.UsesSaved(block, child, use.Local))
                        guards |= CallGuards.UsesSaved;
                    if (_gotoLoops.Repeats(block, child))
                    {
                        result.Loops.Add(block);
                        result.Guards.Add(leavesAll ? guards | CallGuards.LeavesLoop : guards);
                        guards &= ~OfOneTurn;
                    }

                    break;
                case IReturnOperation { Kind: OperationKind.Return }:
                    leavesAll = true;
                    break;
                case ILoopOperation loop when IsRepeated(loop, child):
                    var around = guards | use.GuardsOf(loop);
                    if (leavesAll || leavesTo is not null && SymbolEqualityComparer.Default.Equals(leavesTo, loop.ExitLabel))
                        around |= CallGuards.LeavesLoop;
                    if (loop is not IForEachLoopOperation && !ReferenceEquals(child, loop.Body))
                        around |= CallGuards.DecidesLoop | CallGuards.LeavesLoopOnHit;
                    result.Loops.Add(loop);
                    result.Guards.Add(around);
                    guards &= (around & CallGuards.LeavesLoop) != 0 ? ~(OfOneTurn & ~CallGuards.UsesSaved) : ~OfOneTurn;
                    leavesTo = null;
                    break;
                case ILocalFunctionOperation function:
                    result.Function = function.Symbol;
                    return result;
                case IAnonymousFunctionOperation lambda:
                    if (symbols.IsExpressionTree(lambda.Parent?.Type))
                    {
                        result.Runs = false;
                        return result;
                    }

                    leavesAll = false;
                    leavesTo = null;
                    var consumer = BodyOperations.ConsumerOf(lambda);
                    switch (consumer is null ? DelegateUse.Unknown : symbols.UseOf(consumer.TargetMethod))
                    {
                        case DelegateUse.InPlace:
                            break;
                        case DelegateUse.PerElement:
                            AddLambda(lambda, guards, result);
                            break;
                        case DelegateUse.PerElementUntilHit:
                            AddLambda(lambda, guards | CallGuards.DecidesLoop | CallGuards.LeavesLoopOnHit, result);
                            break;
                        case DelegateUse.PerElementDeferred when IsEnumerated(consumer!, 0):
                            AddLambda(lambda, guards, result);
                            break;
                        case DelegateUse.PerElementDeferred:
                            result.Runs = false;
                            return result;
                        default:
                            result.Function = lambda.Symbol;
                            return result;
                    }

                    guards = CallGuards.None;
                    child = consumer!;
                    parent = consumer!.Parent;
                    continue;
            }

            child = parent;
            parent = parent.Parent;
        }

        return result;
    }

    private static bool IsEnumParameter(IOperation value) => value is { Type.TypeKind: TypeKind.Enum } && value.Root() is IParameterSymbol;

    private static bool IsInLoop(IOperation place)
    {
        for (var current = place.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation or IAnonymousFunctionOperation)
                return true;
        }

        return false;
    }

    /// <summary>What surrounds a method group that is called per element: the loop of its consumer, then the consumer's own.</summary>
    public Surroundings ReadMethodGroup(IDelegateCreationOperation creation, IInvocationOperation consumer, DelegateUse use)
    {
        var result = Read(consumer);
        if (use == DelegateUse.PerElementDeferred && !IsEnumerated(consumer, 0))
            result.Runs = false;
        result.Loops.Insert(0, creation);
        result.Guards.Insert(0, use == DelegateUse.PerElementUntilHit ? CallGuards.DecidesLoop | CallGuards.LeavesLoopOnHit : CallGuards.None);
        return result;
    }

    private static void AddLambda(IAnonymousFunctionOperation lambda, CallGuards guards, Surroundings result)
    {
        result.Loops.Add(lambda);
        result.Guards.Add(guards);
    }

    // The collection of a foreach and the start of a for run once.
    private static bool IsRepeated(ILoopOperation loop, IOperation child) => loop switch
    {
        IForEachLoopOperation forEach => ReferenceEquals(child, forEach.Body),
        IForLoopOperation forLoop => !forLoop.Before.Contains(child),
        _ => true,
    };

    private void ReadBlock(IBlockOperation block, IOperation child, Surroundings result, ref bool leavesAll, ref ILabelSymbol? leavesTo)
    {
        if (block.Operations.Length == 0)
            return;

        var last = block.Operations[block.Operations.Length - 1];
        if (!ReferenceEquals(last, child) || child is IExpressionStatementOperation)
        {
            switch (last)
            {
                case IReturnOperation { Kind: OperationKind.Return or OperationKind.YieldBreak }:
                case IExpressionStatementOperation { Operation: IThrowOperation }:
                case IThrowOperation:
                    leavesAll = true;
                    break;
                case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } branch:
                    leavesTo = branch.Target;
                    break;
            }
        }

        if (!_cacheReturns.TryGetValue(block, out var early))
            _cacheReturns[block] = early = FindCacheReturn(block);
        if (early is not null && early.Syntax.SpanStart < child.Syntax.SpanStart)
            result.IsCached = true;
    }

    // if (_cache.TryGetValue(key, out var known)) return known;
    private IOperation? FindCacheReturn(IBlockOperation block)
    {
        foreach (var statement in block.Operations)
        {
            if (statement is IConditionalOperation { WhenFalse: null } early && EndsPath(early.WhenTrue)
                && (ContainsLookup(early.Condition) || IsFilledCheck(early.Condition, block)))
            {
                return statement;
            }
        }

        return null;
    }

    private static bool EndsPath(IOperation statement)
    {
        if (statement is IBlockOperation block)
            return block.Operations.Length > 0 && EndsPath(block.Operations[block.Operations.Length - 1]);
        return statement is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Continue };
    }

    // if (batch.Count >= 500), if (++n % 100 == 0)
    private bool IsBatchFull(IOperation condition)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is not IBinaryOperation binary)
                continue;
            if (binary.OperatorKind == BinaryOperatorKind.Remainder)
                return true;
            if (binary.OperatorKind is BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.Equals
                && binary.RightOperand.Unwrap().ConstantValue is not { HasValue: true, Value: null or 0 or 1 or 0L or 1L }
                && IsFilledCount(binary.LeftOperand.Unwrap(), condition))
            {
                return true;
            }
        }

        return false;
    }

    // if (watch.Elapsed > interval) { Save(buffer); buffer.Clear(); }
    private bool EmptiesBuffer(IConditionalOperation conditional)
    {
        if (conditional.WhenTrue is not IBlockOperation block)
            return false;
        foreach (var statement in block.Operations)
        {
            if (statement is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "Clear", Arguments.IsEmpty: true, Instance: { Type: { } type } instance } }
                && IterationSymbols.ElementType(type) is not null && IsFilledAround(instance.Root(), conditional))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsFilledCount(IOperation value, IOperation condition)
    {
        var counted = value switch
        {
            IPropertyReferenceOperation { Property.Name: "Count" or "Length" } count => count.Root(),
            IIncrementOrDecrementOperation increment => increment.Target.Root(),
            ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } local => local.Local,
            _ => null,
        };
        return IsFilledAround(counted, condition);
    }

    // Whether the loop around a place puts something into the variable.
    private bool IsFilledAround(ISymbol? variable, IOperation place)
    {
        if (variable is null)
            return false;
        for (var current = place.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation loop)
                return body.IsFilledIn(variable, loop);
        }

        return false;
    }

    private Branch BranchOf(IConditionalOperation conditional)
    {
        if (_branches.TryGetValue(conditional, out var known))
            return known;
        var branch = (IsBatchFull(conditional.Condition) || EmptiesBuffer(conditional) ? Branch.BatchFull : 0)
            | (IsMiss(conditional.Condition, conditional) || IsFirstTime(conditional.Condition, conditional) ? Branch.Miss : 0)
            | (SelectsByEnum(conditional.Condition) ? Branch.Selective : 0)
            | (ComparesType(conditional.Condition) || PicksElement(conditional.Condition) ? Branch.OfOneType : 0);
        return _branches[conditional] = branch;
    }

    // if (group.Key == typeof(Order)): one of the groups is that of orders.
    private static bool ComparesType(IOperation condition) =>
        condition.Unwrap() is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equality
        && (equality.RightOperand.Unwrap() is ITypeOfOperation || equality.LeftOperand.Unwrap() is ITypeOfOperation);

    // if (order.Id == chosenId): the one element that has the key.
    private static bool PicksElement(IOperation condition) => condition.Unwrap() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => PicksElement(both.LeftOperand) || PicksElement(both.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equality => IsKeyOfElement(equality.LeftOperand, equality.RightOperand) || IsKeyOfElement(equality.RightOperand, equality.LeftOperand),
        _ => false,
    };

    private static bool IsKeyOfElement(IOperation key, IOperation other)
    {
        if (key.Unwrap() is not IPropertyReferenceOperation { Instance: { } instance, Property: var property } || instance.Unwrap() is not ILocalReferenceOperation { Local: var element }
            || property.Name != "Id" && !SymbolEqualityComparer.Default.Equals(EntityKeys.KeyOf(element.Type), property) || other.Unwrap().ConstantValue.HasValue)
        {
            return false;
        }

        for (IOperation? current = key; current is not null; current = current.Parent)
        {
            // What the loop itself makes of each element (its counterpart in another list) picks none.
            if (current is IForEachLoopOperation loop && loop.Locals.Contains(element))
                return other.Root() is { } value && !value.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.Span.Contains(declaration.Span) && declaration.SyntaxTree == loop.Syntax.SyntaxTree);
        }

        return false;
    }

    // if (save), if (save && context.ChangeTracker.HasChanges()), if (!isDryRun)
    private static (IParameterSymbol Parameter, bool Value)? FlagOf(IOperation condition, bool isTaken)
    {
        switch (condition.Unwrap())
        {
            case IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_Boolean } parameter }:
                return (parameter, isTaken);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return FlagOf(not.Operand, !isTaken);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when isTaken:
                return FlagOf(both.LeftOperand, true) ?? FlagOf(both.RightOperand, true);
            default:
                return null;
        }
    }

    private static bool IsSwitch(IOperation condition)
    {
        condition = condition.Unwrap();
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
            condition = not.Operand.Unwrap();
        return condition is IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Type.SpecialType: SpecialType.System_Boolean };
    }

    // if (request.ApproverId is { } approver): what the caller may leave out, and often does.
    private static bool TestsPart(IOperation condition)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            var tested = operation switch
            {
                IIsPatternOperation isPattern => isPattern.Value,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary when IsNull(binary.RightOperand) => binary.LeftOperand,
                IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String }, Arguments: { Length: 1 } arguments } => arguments[0].Value,
                IPropertyReferenceOperation { Property: { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } nullable } => nullable,
                _ => null,
            };
            if (tested?.Unwrap() is IPropertyReferenceOperation part && part.Root() is IParameterSymbol)
                return true;
        }

        return false;
    }

    // var tag = Find(t => t.Id == id); if (tag == null) tag = Find(t => t.Title == title): the second question is for what the first has no answer to.
    private bool IsNothingFound(IOperation condition, bool isTaken)
    {
        condition = condition.Unwrap();
        if (condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both)
            return isTaken && (IsNothingFound(both.LeftOperand, true) || IsNothingFound(both.RightOperand, true));
        var (tested, isNull) = condition switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal when IsNull(equal.RightOperand) => (equal.LeftOperand, true),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } unequal when IsNull(unequal.RightOperand) => (unequal.LeftOperand, false),
            IIsPatternOperation { Pattern: IConstantPatternOperation pattern } isPattern when IsNull(pattern.Value) => (isPattern.Value, true),
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation pattern } } isPattern when IsNull(pattern.Value) => (isPattern.Value, false),
            _ => ((IOperation?)null, false),
        };
        return isNull == isTaken && tested?.Unwrap() is ILocalReferenceOperation { Local: var found } && IsLookedUpBeside(condition, found);
    }

    private bool IsLookedUpBeside(IOperation place, ILocalSymbol found)
    {
        var loop = LoopAround(place);
        foreach (var flow in body.Flows)
        {
            if (!flow.IsPart && SymbolEqualityComparer.Default.Equals(flow.Target, found) && lookups.Contains(flow.Value.Unwrap()) && loop is not null && ReferenceEquals(loop, LoopAround(flow.Value)))
                return true;
        }

        return false;
    }

    private static IOperation? LoopAround(IOperation place)
    {
        var current = place.Parent;
        while (current is not null and not (ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation))
            current = current.Parent;
        return current;
    }

    private static bool SelectsByEnum(IOperation condition)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, LeftOperand: var left, RightOperand: var right }
                && right.Unwrap() is { ConstantValue.HasValue: true, Type.TypeKind: TypeKind.Enum } && left.Root() is IParameterSymbol)
            {
                return true;
            }
        }

        return false;
    }

    // The branch that is taken when a cache has no entry, or a lazily filled variable no value yet.
    private bool IsMiss(IOperation condition, IConditionalOperation conditional)
    {
        if (ContainsLookup(condition))
            return true;
        foreach (var operation in condition.DescendantsAndSelf())
        {
            var tested = operation switch
            {
                IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } binary when IsNull(binary.RightOperand) => binary.LeftOperand,
                IIsPatternOperation { Pattern: IConstantPatternOperation pattern } isPattern when IsNull(pattern.Value) => isPattern.Value,
                _ => null,
            };
            if (tested?.Unwrap() is ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
                && tested.Root() is { } variable && body.IsFilledIn(variable, conditional.WhenTrue) && OutlivesLoop(variable, conditional))
            {
                return true;
            }
        }

        return false;
    }

    // if (!isPrepared) { Prepare(); isPrepared = true; }
    private bool IsFirstTime(IOperation condition, IConditionalOperation conditional) => condition.Unwrap() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => IsFirstTime(both.LeftOperand, conditional) || IsFirstTime(both.RightOperand, conditional),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: ILocalReferenceOperation { Local: { Type.SpecialType: SpecialType.System_Boolean } flag } } => body.IsSetIn(flag, conditional.WhenTrue, true) && OutlivesLoop(flag, conditional),
        ILocalReferenceOperation { Local: { Type.SpecialType: SpecialType.System_Boolean } flag } => body.IsSetIn(flag, conditional.WhenTrue, false) && OutlivesLoop(flag, conditional),
        _ => false,
    };

    // A local declared in the loop is empty again in the next turn: filling it is no cache.
    private static bool OutlivesLoop(ISymbol variable, IOperation place)
    {
        for (var current = place.Parent; current is not null; current = current.Parent)
        {
            if (current is IBlockOperation block && variable is ILocalSymbol local && block.Locals.Contains(local))
                return false;
            if (current is ILoopOperation or IAnonymousFunctionOperation)
                return true;
        }

        return variable is not (ILocalSymbol or IParameterSymbol);
    }

    // if (_rates != null) return _rates;
    private bool IsFilledCheck(IOperation condition, IBlockOperation block)
    {
        var tested = condition.Unwrap() switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } binary when IsNull(binary.RightOperand) => binary.LeftOperand,
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation pattern } } isPattern when IsNull(pattern.Value) => isPattern.Value,
            _ => null,
        };
        return tested?.Unwrap() is IFieldReferenceOperation or IPropertyReferenceOperation && tested.Root() is { } variable and not ILocalSymbol && body.IsFilledIn(variable, block);
    }

    private static bool IsNull(IOperation value) => value.Unwrap().ConstantValue is { HasValue: true, Value: null };

    private static bool ContainsLookup(IOperation condition)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation invocation && IterationSymbols.LooksUp(invocation.TargetMethod))
                return true;
        }

        return false;
    }

    private bool IsEnumerated(IOperation sequence, int depth)
    {
        var (value, user) = sequence.User();
        switch (user)
        {
            case IArgumentOperation { Parent: IInvocationOperation consumer }:
                if (!symbols.IsSequenceOperator(consumer.TargetMethod))
                    return true;
                return symbols.UseOf(consumer.TargetMethod) switch
                {
                    DelegateUse.PerElementUntilHit => false,
                    DelegateUse.PerElementDeferred => IsEnumerated(consumer, depth),
                    _ => true,
                };
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when depth < 2:
                return AnyReadEnumerates(declarator.Symbol, declarator, depth);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment when ReferenceEquals(assignment.Value, value) && depth < 2:
                return AnyReadEnumerates(local.Local, assignment, depth);
            case IExpressionStatementOperation:
                return false;
            default:
                return true;
        }
    }

    private bool AnyReadEnumerates(ILocalSymbol local, IOperation place, int depth)
    {
        var root = place;
        while (root.Parent is { } parent)
            root = parent;
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && reference.Parent is not ISimpleAssignmentOperation && IsEnumerated(reference, depth + 1))
            {
                return true;
            }
        }

        return false;
    }
}
