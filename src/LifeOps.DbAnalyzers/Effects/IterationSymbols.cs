using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>What a method does with a delegate that it is given.</summary>
internal enum DelegateUse
{
    /// <summary>Keeps it, or nobody knows: an event handler, a registration, an options callback.</summary>
    Unknown,

    /// <summary>Calls it once, there and then: Task.Run, an execution strategy, a retry policy.</summary>
    InPlace,

    /// <summary>Calls it for each element before it returns.</summary>
    PerElement,

    /// <summary>Calls it for each element when the result is enumerated.</summary>
    PerElementDeferred,

    /// <summary>Calls it for each element until it finds one.</summary>
    PerElementUntilHit,

    /// <summary>A method of the compilation: its own body says.</summary>
    AsBodySays,
}

/// <summary>The framework members that run delegates per element, hand out batches, or deliver elements over time. Resolved once per compilation.</summary>
internal sealed class IterationSymbols
{
    private static readonly string[] SequenceTypes =
    [
        "System.Linq.Enumerable", "System.Linq.ParallelEnumerable", "System.Linq.AsyncEnumerable", "MoreLinq.MoreEnumerable",
    ];

    private static readonly string[] PerElementTypes =
    [
        "System.Threading.Tasks.Parallel", "System.Array", "System.Collections.Generic.List`1", "System.Collections.Immutable.ImmutableList`1",
        "System.Collections.Immutable.ImmutableArray`1", "System.Collections.Generic.HashSet`1",
    ];

    // Retries and transactions around one piece of work; they run it again only when it failed.
    private static readonly string[] InPlaceTypes =
    [
        "System.Threading.Tasks.Task", "System.Threading.Tasks.TaskFactory", "Microsoft.EntityFrameworkCore.Storage.IExecutionStrategy",
        "Microsoft.EntityFrameworkCore.ExecutionStrategyExtensions", "Polly.Policy", "Polly.AsyncPolicy", "Polly.IAsyncPolicy",
        "Polly.ISyncPolicy", "Polly.ResiliencePipeline", "Polly.ResiliencePipeline`1",
    ];

    private static readonly string[] ArrivalTypes =
    [
        "System.Threading.Channels.ChannelReader`1", "System.Collections.Concurrent.BlockingCollection`1", "Grpc.Core.IAsyncStreamReader`1",
        "Grpc.Core.AsyncStreamReaderExtensions", "System.Threading.PeriodicTimer",
    ];

    private static readonly string[] DatabaseTypes =
    [
        "System.Data.IDbConnection", "System.Data.Common.DbDataSource", "Microsoft.EntityFrameworkCore.DbContext",
        "Microsoft.EntityFrameworkCore.IDbContextFactory`1",
    ];

    private readonly HashSet<INamedTypeSymbol> _sequences;
    private readonly HashSet<INamedTypeSymbol> _perElement;
    private readonly HashSet<INamedTypeSymbol> _inPlace;
    private readonly HashSet<INamedTypeSymbol> _arrivals;
    private readonly HashSet<INamedTypeSymbol> _databases;
    private readonly INamedTypeSymbol? _expression;
    private readonly INamedTypeSymbol? _cancellationToken;
    private readonly INamedTypeSymbol? _parallelLoopState;
    private readonly INamedTypeSymbol? _task;
    private readonly INamedTypeSymbol? _thread;
    private readonly INamedTypeSymbol? _dbParameter;
    private readonly INamedTypeSymbol? _dbParameterCollection;
    private readonly INamedTypeSymbol? _dynamicParameters;
    private readonly INamedTypeSymbol? _queryable;
    private readonly INamedTypeSymbol? _query;
    private readonly IAssemblySymbol _assembly;
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _isDatabase = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _hasDatabase = new(SymbolEqualityComparer.Default);

    public IterationSymbols(Compilation compilation)
    {
        _assembly = compilation.Assembly;
        _sequences = Resolve(SequenceTypes);
        _perElement = Resolve(PerElementTypes);
        _inPlace = Resolve(InPlaceTypes);
        _arrivals = Resolve(ArrivalTypes);
        _databases = Resolve(DatabaseTypes);
        _expression = compilation.GetTypeByMetadataName("System.Linq.Expressions.Expression");
        _cancellationToken = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
        _parallelLoopState = compilation.GetTypeByMetadataName("System.Threading.Tasks.ParallelLoopState");
        _task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
        _thread = compilation.GetTypeByMetadataName("System.Threading.Thread");
        _dbParameter = compilation.GetTypeByMetadataName("System.Data.Common.DbParameter");
        _dbParameterCollection = compilation.GetTypeByMetadataName("System.Data.Common.DbParameterCollection");
        _dynamicParameters = compilation.GetTypeByMetadataName("Dapper.DynamicParameters");
        _queryable = compilation.GetTypeByMetadataName("System.Linq.Queryable");
        _query = compilation.GetTypeByMetadataName("System.Linq.IQueryable`1");

        HashSet<INamedTypeSymbol> Resolve(string[] names)
        {
            var types = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
            foreach (var name in names)
                types.UnionWith(compilation.GetTypesByMetadataName(name));
            return types;
        }
    }

    /// <summary>Whether the member has its body in this compilation.</summary>
    public bool IsFromSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _assembly);

    /// <summary>What becomes of the delegate that <paramref name="method"/> is given.</summary>
    public DelegateUse UseOf(IMethodSymbol method)
    {
        var type = method.ContainingType?.OriginalDefinition;
        if (type is null)
            return DelegateUse.Unknown;
        if (_sequences.Contains(type))
            return UseOfSequenceOperator(method);
        if (_perElement.Contains(type))
            return StopsAtHit(method.Name) ? DelegateUse.PerElementUntilHit : TakesElements(method) ? DelegateUse.PerElement : DelegateUse.Unknown;
        if (_inPlace.Contains(type))
            return method.Name is "Run" or "StartNew" || method.Name.StartsWith("Execute", StringComparison.Ordinal) ? DelegateUse.InPlace : DelegateUse.Unknown;
        return IsFromSource(method) ? DelegateUse.AsBodySays : DelegateUse.Unknown;
    }

    private static DelegateUse UseOfSequenceOperator(IMethodSymbol method)
    {
        if (StopsAtHit(method.Name))
            return DelegateUse.PerElementUntilHit;

        // Operators that return a sequence do nothing until it is enumerated.
        return method.ReturnType is INamedTypeSymbol { Name: "IEnumerable" or "IOrderedEnumerable" or "IAsyncEnumerable" or "IOrderedAsyncEnumerable" or "ParallelQuery" or "OrderedParallelQuery" }
            ? DelegateUse.PerElementDeferred
            : DelegateUse.PerElement;
    }

    private static bool TakesElements(IMethodSymbol method) =>
        method.Name is "ForEach" or "ForEachAsync" or "For" or "ForAsync" or "ConvertAll" or "RemoveAll" or "FindAll" or "RemoveWhere";

    private static bool StopsAtHit(string name) => name switch
    {
        "Any" or "All" or "Find" or "FindIndex" or "FindLast" or "Exists" or "TrueForAll" => true,
        _ => name.StartsWith("First", StringComparison.Ordinal) || name.StartsWith("Last", StringComparison.Ordinal)
            || name.StartsWith("Single", StringComparison.Ordinal) || name.StartsWith("AnyA", StringComparison.Ordinal)
            || name.StartsWith("AllA", StringComparison.Ordinal),
    };

    /// <summary>Whether the method belongs to LINQ over sequences in memory.</summary>
    public bool IsSequenceOperator(IMethodSymbol method) => method.ContainingType is { } type && _sequences.Contains(type.OriginalDefinition);

    /// <summary>Whether what goes through an object of the type asks a database first: IQueryable, DbSet.</summary>
    public bool IsQuery(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _query) || type.AllInterfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, _query));

    public bool IsQueryableOperator(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.ContainingType, _queryable);

    /// <summary>Whether the method delivers elements as they arrive.</summary>
    public bool IsArrival(IMethodSymbol method) =>
        method.Name is "GetConsumingEnumerable" or "GetConsumingAsyncEnumerable"
        || method.ContainingType is { } type && _arrivals.Contains(type.OriginalDefinition);

    /// <summary>Whether the lambda becomes an expression tree: it is translated, not run.</summary>
    public bool IsExpressionTree(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, _expression))
                return true;
        }

        return false;
    }

    /// <summary>Whether objects of the type stand for a database: connections, data sources, contexts.</summary>
    public bool IsDatabase(ITypeSymbol? type) =>
        type is { IsValueType: false, SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.TypeParameter }
        && _isDatabase.GetOrAdd(type, InheritsFromDatabase);

    private bool InheritsFromDatabase(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current is INamedTypeSymbol named && _databases.Contains(named.OriginalDefinition))
                return true;
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (_databases.Contains(contract.OriginalDefinition))
                return true;
        }

        return type is ITypeParameterSymbol { ConstraintTypes: var constraints } && constraints.Any(constraint => constraint is not ITypeParameterSymbol && InheritsFromDatabase(constraint));
    }

    /// <summary>Whether a value of the type says nothing about an element: tokens that only stop work.</summary>
    public bool IsControl(ITypeSymbol? type) =>
        SymbolEqualityComparer.Default.Equals(type, _cancellationToken) || SymbolEqualityComparer.Default.Equals(type, _parallelLoopState);

    public bool IsDbParameter(ITypeSymbol? type) => InheritsFrom(type, _dbParameter);

    /// <summary>Whether a call of the method puts its arguments into the object that it is called on.</summary>
    public bool Collects(IMethodSymbol method)
    {
        if (method.IsStatic || method.ContainingType is not { } type)
            return false;
        return InheritsFrom(type, _dbParameterCollection)
            || SymbolEqualityComparer.Default.Equals(type, _dynamicParameters)
            || IsIn(type, "Collections") || IsIn(type, "Text");
    }

    /// <summary>Whether methods of that name may hand a request to a mediator.</summary>
    public static bool IsRequestName(string name) =>
        name is "Send" or "SendAsync" or "InvokeAsync" or "Query" or "QueryAsync" or "Ask" or "Request" or "RequestAsync" or "Execute" or "ExecuteAsync" or "Dispatch" or "DispatchAsync";

    /// <summary>The request that a call hands to a mediator, which finds the handler by its type; null for any other call.</summary>
    public INamedTypeSymbol? RequestOf(IInvocationOperation invocation)
    {
        if (!IsRequestName(invocation.TargetMethod.Name)
            || invocation.TargetMethod is { IsAbstract: false, IsVirtual: false } || invocation.Instance is null)
        {
            return null;
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Value.Unwrap().Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } request && IsFromSource(request))
                return request.OriginalDefinition;
        }

        return null;
    }

    /// <summary>Whether calls of the method only put a query of a given database together: LINQ, EF Core, Dapper, the commands of ADO.NET.</summary>
    public bool BuildsQueries(IMethodSymbol method)
    {
        if (method.ContainingType is not { } type || IsDatabase(method.ReturnType))
            return false;
        if (type.SpecialType == SpecialType.System_String)
            return true;
        return RootsOf(type) switch
        {
            ("System", "Linq") or ("System", "Data") or ("Microsoft", "EntityFrameworkCore") or ("Dapper", _) or ("Npgsql", _) => true,
            ("System", _) => method.Name is "ConfigureAwait" or "Contains" or "AsTask" or "ToString",
            _ => false,
        };
    }

    /// <summary>Whether objects of the type hold a command, its parameters, or values.</summary>
    public bool IsDataType(ITypeSymbol type) => !IsDatabase(type) && RootsOf(type) is ("Npgsql", _) or ("Dapper", _) or ("System", "Data") or ("System", "Collections");

    /// <summary>Whether the member belongs to .NET itself or to a library whose effects on a database are all known.</summary>
    public bool IsOfFramework(ISymbol member) =>
        member.ContainingType is not { } type || type.IsAnonymousType || type.IsTupleType
        || RootsOf(type) is ("System", _) or ("Microsoft", "EntityFrameworkCore" or "Extensions" or "AspNetCore" or "CSharp") or ("Dapper", _) or ("Npgsql", _);

    /// <summary>Whether a static property always has the same value: CancellationToken.None, EF.Functions.</summary>
    public bool IsFixed(IPropertySymbol property) => IsControl(property.Type) || property.Type.Name == "DbFunctions";

    // System.Linq of System.Linq.Expressions: the two outermost namespaces.
    private static (string First, string Second) RootsOf(ITypeSymbol type)
    {
        var (first, second) = ("", "");
        for (var scope = type.ContainingNamespace; scope is { IsGlobalNamespace: false }; scope = scope.ContainingNamespace)
            (first, second) = (scope.Name, first);
        return (first, second);
    }

    /// <summary>What waiting for a call of a member of another assembly is for, when the member does not ask the database itself.</summary>
    public static OutsideWork OutsideWorkOf(IMethodSymbol method, bool givesValue) => RootsOf(method.ContainingType) switch
    {
        // Connections, transactions, readers; tasks that are waited for together; locks; entries of a cache; users and roles, which a database keeps.
        ("System", "Data" or "Transactions" or "Linq" or "Threading" or "Collections") or ("Microsoft", "EntityFrameworkCore") or ("Dapper", _) or ("Npgsql", _) => OutsideWork.None,
        _ when method.Name is "DisposeAsync" || IsCache(method) || IsOfIdentity(method) => OutsideWork.None,
        ("System", "Net" or "IO") => OutsideWork.Command,
        _ => givesValue ? OutsideWork.Value : OutsideWork.Command,
    };

    /// <summary>Whether objects of the type give out connections or contexts: each of them stands for a database of its own.</summary>
    public bool HasDatabase(ITypeSymbol? type)
    {
        // An entry of the change tracker knows its context, which is the same for all of them.
        return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: SpecialType.None } && !IsOfDataAccess(type) && _hasDatabase.GetOrAdd(type, GivesDatabaseAnywhere);
    }

    private bool GivesDatabaseAnywhere(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (GivesDatabase(current))
                return true;
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (GivesDatabase(contract))
                return true;
        }

        return false;
    }

    private bool GivesDatabase(ITypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is { DeclaredAccessibility: Accessibility.Public, IsStatic: false } and (IMethodSymbol { MethodKind: MethodKind.Ordinary, ReturnType: var given }) && IsDatabase(given)
                || member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false, Type: var held } && IsDatabase(held))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the method opens a scope of services of its own: a piece of work with its own contexts and connections.</summary>
    public static bool OpensScope(IMethodSymbol method) =>
        method.Name is "CreateScope" or "CreateAsyncScope" && RootsOf(method.ContainingType) is ("Microsoft", "Extensions");

    /// <summary>Whether a call of the method only writes to a log or a console, by a library of its own.</summary>
    public static bool OnlyTells(IMethodSymbol method) =>
        RootsOf(method.ContainingType) is ("Serilog" or "NLog" or "log4net" or "Spectre", _);

    private static bool IsOfIdentity(IMethodSymbol method) =>
        method.ContainingNamespace is { Name: "Identity", ContainingNamespace: { Name: "AspNetCore", ContainingNamespace.Name: "Microsoft" } };

    /// <summary>Whether the type holds rows, connections or transactions of a data access library.</summary>
    public bool IsOfDataAccess(ITypeSymbol type) => IsDatabase(type) || RootsOf(type) is ("System", "Data") or ("Microsoft", "EntityFrameworkCore") or ("Npgsql", _) or ("Dapper", _);

    /// <summary>Whether the method changes what a context of EF Core tracks, which the next save writes.</summary>
    public static bool ChangesTracked(IMethodSymbol method) =>
        method.Name is "Add" or "AddAsync" or "AddRange" or "AddRangeAsync" or "Update" or "UpdateRange" or "Remove" or "RemoveRange" or "Attach" or "AttachRange"
        && method.ContainingType is { Name: "DbSet" or "DbContext" } type && RootsOf(type) is ("Microsoft", "EntityFrameworkCore");

    /// <summary>Whether the method waits for time to pass.</summary>
    public bool Waits(IMethodSymbol method) =>
        method.Name == "Delay" && SymbolEqualityComparer.Default.Equals(method.ContainingType, _task)
        || method.Name == "Sleep" && SymbolEqualityComparer.Default.Equals(method.ContainingType, _thread)
        || method.Name == "WaitForNextTickAsync";

    /// <summary>Whether the method is one of a collection of System.Collections that takes an element out.</summary>
    public bool TakesOut(IMethodSymbol method) =>
        method.Name is "Dequeue" or "Pop" or "TryDequeue" or "TryPop" or "TryTake" or "Take"
        && method.ContainingType is { } type && IsIn(type, "Collections") && !IsArrival(method);

    /// <summary>Whether the method looks a key up in a dictionary or a cache.</summary>
    public static bool LooksUp(IMethodSymbol method)
    {
        // A Try method with an out parameter looks up what is there already, in a cache of whatever make.
        if (method.Name.StartsWith("TryGet", StringComparison.Ordinal) && method.ReturnType.SpecialType == SpecialType.System_Boolean)
            return true;
        if (method.Name is not ("ContainsKey" or "Get" or "GetValueOrDefault"))
            return false;
        var type = method.ContainingType;
        return type is not null && (IsIn(type, "Collections") || IsCache(method));
    }

    /// <summary>Whether the member belongs to a caching library.</summary>
    public static bool IsCache(IMethodSymbol method)
    {
        for (var scope = method.ContainingNamespace; scope is { IsGlobalNamespace: false }; scope = scope.ContainingNamespace)
        {
            if (scope.Name is "Caching" or "FusionCache" or "LazyCache")
                return true;
        }

        return false;
    }

    private static bool IsIn(INamedTypeSymbol type, string child)
    {
        for (var scope = type.ContainingNamespace; scope is { IsGlobalNamespace: false }; scope = scope.ContainingNamespace)
        {
            if (scope.Name == child && scope.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        }

        return false;
    }

    private static bool InheritsFrom(ITypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        if (ancestor is null)
            return false;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
                return true;
        }

        return false;
    }

    /// <summary>Whether objects of the type do something rather than hold something: an interface with a method.</summary>
    public static bool IsContract(ITypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface)
            return false;
        if (DeclaresMethod(type))
            return true;
        foreach (var contract in type.AllInterfaces)
        {
            if (RootsOf(contract).First != "System" && DeclaresMethod(contract))
                return true;
        }

        return false;
    }

    private static bool DeclaresMethod(ITypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false })
                return true;
        }

        return false;
    }

    /// <summary>Whether the method cuts a sequence into batches: a sequence and a size in, a sequence of sequences out.</summary>
    public static bool CutsBatches(IMethodSymbol method)
    {
        if (!method.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_Int32))
            return false;
        var element = ElementType(method.ReturnType);
        return element is not null && element.SpecialType != SpecialType.System_String && ElementType(element) is { } inner
            && method.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(ElementType(parameter.Type), inner));
    }

    /// <summary>Whether the member or type belongs to .NET's options and configuration.</summary>
    public static bool IsOfConfiguration(ISymbol symbol) =>
        symbol.ContainingNamespace is { Name: "Options" or "Configuration", ContainingNamespace: { Name: "Extensions", ContainingNamespace: { Name: "Microsoft", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>Whether an element alone converts to the type: options, eithers, results, which are gone through like a sequence of one or none.</summary>
    public static bool HoldsOne(ITypeSymbol type, ITypeSymbol? element)
    {
        if (element is null || type is not INamedTypeSymbol)
            return false;
        foreach (var member in type.GetMembers(WellKnownMemberNames.ImplicitConversionName))
        {
            if (member is IMethodSymbol { Parameters: { Length: 1 } parameters } && SymbolEqualityComparer.Default.Equals(parameters[0].Type, element))
                return true;
        }

        return false;
    }

    /// <summary>Whether the type is a group of GroupBy: a key, and the elements that have it.</summary>
    public static bool IsGroup(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "IGrouping", Arity: 2, ContainingNamespace: { Name: "Linq", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>T of the sequence; null when the type is no sequence.</summary>
    public static ITypeSymbol? ElementType(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return array.ElementType;
        if (type is not INamedTypeSymbol named || type.SpecialType == SpecialType.System_String)
            return null;
        if (IsSequence(named))
            return named.TypeArguments[0];
        foreach (var contract in named.AllInterfaces)
        {
            if (IsSequence(contract))
                return contract.TypeArguments[0];
        }

        return null;
    }

    private static bool IsSequence(INamedTypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
        || type is { Name: "IAsyncEnumerable", Arity: 1 };
}
