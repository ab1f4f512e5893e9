using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Where the result of a call goes, as far as it decides whether a loop goes on.</summary>
internal readonly struct ResultUse
{
    private readonly IOperation _value;
    private readonly ILocalSymbol? _local;
    private readonly bool _isScalar;
    private readonly BodyOperations? _body;

    private ResultUse(IOperation value, ILocalSymbol? local, bool isScalar, BodyOperations? body)
    {
        _body = body;
        _value = value;
        _local = local;
        _isScalar = isScalar;
    }

    /// <summary>The local that the result is stored in.</summary>
    public ILocalSymbol? Local => _local;

    /// <param name="body">Needed for <see cref="GuardsOf(ILoopOperation)"/>.</param>
    public static ResultUse Of(IOperation call, BodyOperations? body = null)
    {
        var (value, user) = call.User();
        var local = user switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            _ => null,
        };
        return new(value, local, IsScalar(value.Type), body);
    }

    // A yes or no, or a number: what an existence probe returns.
    private static bool IsScalar(ITypeSymbol? type) =>
        type is { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 }
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && IsScalar(nullable.TypeArguments[0]);

    /// <summary>What the result does to the loop.</summary>
    public CallGuards GuardsOf(ILoopOperation loop)
    {
        var guards = CallGuards.None;
        if (_local is not null && loop is IWhileLoopOperation { Condition: { } condition } && condition.Mentions(_local))
            guards |= CallGuards.DecidesLoop;
        if (loop is IForLoopOperation { Condition: { } bound } && _local is not null && bound.Mentions(_local))
            guards |= CallGuards.DecidesLoop;

        // The condition that tests the result directly is an ancestor; those that test the local stand anywhere in the loop.
        for (var current = _value.Parent; current is not null && !ReferenceEquals(current, loop); current = current.Parent)
        {
            if (current is IConditionalOperation conditional && _value.IsWithin(conditional.Condition))
                guards |= GuardsOf(conditional, loop);
            if (current is IBlockOperation)
                break;
        }

        if (_local is not null && _body is not null)
        {
            foreach (var conditional in _body.Conditionals)
            {
                if (conditional.Condition.Mentions(_local) && conditional.IsWithin(loop.Body))
                    guards |= GuardsOf(conditional, loop);
            }
        }

        return guards;
    }

    private CallGuards GuardsOf(IConditionalOperation conditional, ILoopOperation loop)
    {
        var leavesWhenTrue = Leaves(conditional.WhenTrue, loop);
        var leavesWhenFalse = conditional.WhenFalse is { } otherwise && Leaves(otherwise, loop);
        if (!leavesWhenTrue && !leavesWhenFalse)
            return CallGuards.None;

        var presence = Presence(conditional.Condition);
        var whenDone = leavesWhenTrue && presence > 0 || leavesWhenFalse && presence < 0;
        return CallGuards.DecidesLoop | (_isScalar || whenDone ? CallGuards.LeavesLoopOnHit : 0) | (whenDone ? CallGuards.LeavesLoopWhenDone : 0);
    }

    private static bool Leaves(IOperation statement, ILoopOperation loop) => statement switch
    {
        IBlockOperation { Operations: { Length: > 0 } operations } => Leaves(operations[operations.Length - 1], loop),
        IReturnOperation { Kind: OperationKind.Return or OperationKind.YieldBreak } => true,
        IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
        _ => false,
    };

    /// <summary>1: the condition holds when something was found; -1: when nothing was; 0: it does not say.</summary>
    private static int Presence(IOperation condition)
    {
        switch (condition.Unwrap())
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return -Presence(not.Operand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                return Presence(both.LeftOperand) is var left and not 0 ? left : Presence(both.RightOperand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual }:
                return -1;
            case IBinaryOperation:
                return 1;
            case IIsPatternOperation isPattern:
                return Presence(isPattern.Pattern);
            case INegatedPatternOperation negated:
                return -Presence(negated.Pattern);
            case IConstantPatternOperation:
                return -1;
            case IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" }:
                return -1;
            default:
                return 1;
        }
    }
}
