using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>
/// What runs SQL in one compilation. Symbols are resolved once for all analyzers, by the first at compilation start; afterwards a method is
/// looked up by its name, and only one whose name is known has its symbol compared.
/// </summary>
internal sealed class DataAccessSymbols
{
    /// <summary>The operations that <see cref="Recognize"/> knows; register for these.</summary>
    public static readonly ImmutableArray<OperationKind> CallKinds = ImmutableArray.Create(OperationKind.Invocation, OperationKind.Loop);

    /// <summary>The operations that <see cref="RecognizeSql"/> knows; register for these.</summary>
    public static readonly ImmutableArray<OperationKind> SqlKinds = ImmutableArray.Create(
        OperationKind.Argument, OperationKind.SimpleAssignment,
        OperationKind.FieldInitializer, OperationKind.PropertyInitializer, OperationKind.ParameterInitializer,
        OperationKind.Literal, OperationKind.InterpolatedString);

    // Goes with its compilation. An editor makes a new one for each key, and more than a dozen analyzers ask for this.
    private static readonly ConditionalWeakTable<Compilation, DataAccessSymbols> Cache = new();

    private readonly Dictionary<string, ImmutableArray<IDataAccessLibraryReader>> _byName = [];
    private readonly MarkedSql _marked;

    private DataAccessSymbols(Compilation compilation)
    {
        Flow = new VariableFlow();
        AdoNet = AdoNet.Create(compilation, Flow);
        Dapper = Dapper.Create(compilation, AdoNet, Flow);
        EfCore = EfCore.Create(compilation, Flow);
        _marked = new MarkedSql(compilation);

        foreach (var library in new IDataAccessLibraryReader?[] { Dapper, EfCore, AdoNet })
        {
            if (library is null)
                continue;
            foreach (var name in library.MethodNames)
                _byName[name] = _byName.TryGetValue(name, out var readers) ? readers.Add(library) : ImmutableArray.Create(library);
        }
    }

    /// <summary>Null when no library is referenced that runs SQL.</summary>
    public static DataAccessSymbols? Create(Compilation compilation)
    {
        var symbols = Cache.GetValue(compilation, static key => new DataAccessSymbols(key));
        return symbols is { AdoNet: null, Dapper: null, EfCore: null } ? null : symbols;
    }

    /// <summary>Follows variables to their values.</summary>
    public VariableFlow Flow { get; }

    /// <summary>Null when it is not referenced.</summary>
    public AdoNet? AdoNet { get; }

    /// <summary>Null when it is not referenced.</summary>
    public Dapper? Dapper { get; }

    /// <summary>Null when it is not referenced.</summary>
    public EfCore? EfCore { get; }

    /// <summary>The names of all methods that may run SQL.</summary>
    public IEnumerable<string> MethodNames => _byName.Keys;

    /// <summary>The call that an operation is; null when it runs no SQL.</summary>
    public DataAccessCall? Recognize(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation invocation when _byName.TryGetValue(invocation.TargetMethod.Name, out var readers):
                foreach (var reader in readers)
                {
                    if (reader.Recognize(invocation) is { } call)
                        return call;
                }

                return null;
            case IForEachLoopOperation loop:
                return EfCore?.Recognize(loop);
            default:
                return null;
        }
    }

    /// <summary>The SQL text that an operation hands over; null when it hands over none. Each text is handed over once.</summary>
    public SqlUse? RecognizeSql(IOperation operation)
    {
        switch (operation)
        {
            case IArgumentOperation argument:
                return RecognizeArgument(argument) ?? _marked.RecognizeSql(argument);
            case ISimpleAssignmentOperation assignment:
                return AdoNet?.RecognizeSql(assignment) ?? _marked.RecognizeSql(assignment);
            case ISymbolInitializerOperation initializer:
                return _marked.RecognizeSql(initializer);
            case ILiteralOperation { Type.SpecialType: SpecialType.System_String } or IInterpolatedStringOperation:
                return RecognizeCommented(operation);
            default:
                return null;
        }
    }

    private SqlUse? RecognizeArgument(IArgumentOperation argument)
    {
        if (argument.ArgumentKind == ArgumentKind.DefaultValue)
            return null;
        switch (argument.Parent)
        {
            case IInvocationOperation invocation when _byName.TryGetValue(invocation.TargetMethod.Name, out var readers):
                foreach (var reader in readers)
                {
                    if (reader.RecognizeSql(argument) is { } use)
                        return use;
                }

                return null;
            case IObjectCreationOperation:
                return Dapper?.RecognizeSql(argument) ?? AdoNet?.RecognizeSql(argument);
            default:
                return null;
        }
    }

    // The mark stands before the first literal of a concatenation and means all of it.
    private SqlUse? RecognizeCommented(IOperation literal)
    {
        var whole = literal;
        while (whole.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } or IParenthesizedOperation or IConversionOperation { OperatorMethod: null })
        {
            if (whole.Parent is IBinaryOperation binary && binary.LeftOperand != whole)
                return null;
            whole = whole.Parent;
        }

        if (!_marked.HasComment(literal))
            return null;
        return whole.Parent is { } parent && parent is IArgumentOperation or ISimpleAssignmentOperation or ISymbolInitializerOperation && RecognizeSql(parent) is not null
            ? null
            : MarkedSql.Use(whole);
    }
}
