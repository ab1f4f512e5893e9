using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>An operation of a body that runs a query, or calls a member whose body may.</summary>
internal readonly record struct Candidate(IOperation Operation, DataAccessCall? Query);

/// <summary>Turns the candidates of one body into <see cref="CallSite"/>s: under which loops they stand and what they depend on.</summary>
internal sealed class BodyReader
{
    private readonly ISymbol _member;
    private readonly IterationSymbols _symbols;
    private readonly QueryText _text;
    private readonly ReferencedEffects _referenced;
    private readonly BodyOperations _body;
    private readonly EntityOrigins? _origins;
    private readonly NavigationReader? _navigations;
    private readonly LoopReader _loopReader;
    private readonly SurroundingsReader _surroundings;
    private readonly Dictionary<IOperation, BodyLoop> _loops = [];
    private readonly Dictionary<ISymbol, FunctionNode> _functions = new(SymbolEqualityComparer.Default);

    private BodyReader(ISymbol member, IReadOnlyList<IOperation> operations, IterationSymbols symbols, QueryText text, ValueList<string> smallSets, LazyNavigations? navigations, DataAccessSymbols dataAccess, ReferencedEffects referenced, IReadOnlyList<Candidate> candidates)
    {
        _referenced = referenced;
        if (navigations is not null)
            _navigations = new NavigationReader(navigations, _origins = new EntityOrigins(member, _body = new BodyOperations(operations, symbols), symbols, dataAccess), candidates);
        _text = text;
        _member = member;
        _symbols = symbols;
        _body ??= new BodyOperations(operations, symbols);
        _loopReader = new LoopReader(symbols, _body, smallSets);
        _surroundings = new SurroundingsReader(_body, symbols, new HashSet<IOperation>(candidates.Select(candidate => candidate.Operation)));
    }

    /// <summary>The functions of a body: the member itself, its local functions and its lambdas, those without a candidate left out.</summary>
    public static IReadOnlyCollection<FunctionNode> Read(
        ISymbol member, ImmutableArray<IOperation> blocks, IReadOnlyList<IOperation> operations, IReadOnlyList<Candidate> candidates, IterationSymbols symbols, QueryText text, ValueList<string> smallSets, LazyNavigations? navigations, DataAccessSymbols dataAccess, ReferencedEffects referenced)
    {
        var reader = new BodyReader(member, operations, symbols, text, smallSets, navigations, dataAccess, referenced, candidates);
        reader.Read(candidates);
        reader.ReadReturns(blocks);
        reader.ReadStores();
        return reader._functions.Values;
    }

    private void Read(IReadOnlyList<Candidate> candidates)
    {
        var places = new List<(Candidate Candidate, Surroundings Around)>(candidates.Count);
        foreach (var candidate in candidates)
        {
            var around = SurroundingsOf(candidate);
            if (around is not { Runs: true })
                continue;
            foreach (var loop in around.Loops)
                LoopOf(loop);
            if (candidate.Operation is IInvocationOperation invocation)
                AddDelegateLoops(invocation);
            places.Add((candidate, around));
        }

        if (places.Count == 0)
            return;

        var flow = new ValueFlow(_member, _body, _loops, places.Select(place => place.Candidate.Operation), _symbols);
        foreach (var loop in _loops.Values)
        {
            if (flow.AnyDatabaseOf(loop))
                loop.Traits |= LoopTraits.IsPerDatabase;
        }

        var repeats = new RepeatedReads(_body, _symbols, _text, candidates);
        foreach (var (candidate, around) in places)
        {
            var owner = FunctionOf(around.Function ?? _member);
            if (ReadSite(candidate, around, owner, flow, repeats) is { } site)
                owner.Sites.Add(site);
            ReadNavigation(candidate.Operation, around, owner, flow);
            if (candidate is { Query: null, Operation: IInvocationOperation invocation } && ReadRequest(invocation, around, owner, flow) is { } request)
                owner.Sites.Add(request);
        }

        ReadHeldLambdas();
        ReadAwaits(candidates);
        foreach (var change in _body.TrackedChanges)
        {
            if (((SurroundingsReader.FunctionOf(change) is { } function ? FindFunction(function) : null) ?? FindFunction(_member)) is not { } owner)
                continue;
            owner.ChangesTracked = true;
            owner.AddsTracked |= change.TargetMethod.Name.StartsWith("Add", StringComparison.Ordinal);
        }
    }

    // What a function or a turn of a loop waits for besides the database.
    private void ReadAwaits(IReadOnlyList<Candidate> candidates)
    {
        // Services made anew are a piece of work of its own: contexts and connections that share nothing with the next one's.
        foreach (var scope in _body.Scopes)
            Note(scope, awaited => awaited.Outside |= OutsideWork.Services);
        if (_body.Awaits.Count == 0)
            return;
        var queries = new HashSet<IOperation>(candidates.Where(candidate => candidate.Query is not null).Select(candidate => candidate.Operation));
        foreach (var awaited in _body.Awaits)
        {
            if (awaited.Operation.Unwrap() is not IInvocationOperation call || queries.Contains(call))
                continue;
            if (!IsWrapper(call))
            {
                ReadAwaited(awaited, call, awaited.Type);
                continue;
            }

            // What a wrapper does is what it is given to do.
            foreach (var (lambda, consumer) in _body.Lambdas)
            {
                if (!ReferenceEquals(consumer, call))
                    continue;
                foreach (var statement in lambda.Body.Operations)
                {
                    if (statement is IReturnOperation { ReturnedValue: { } value } && value.Unwrap() is IInvocationOperation returned && !queries.Contains(returned) && !IsWrapper(returned))
                        ReadAwaited(awaited, returned, ResultOf(returned));
                }
            }
        }
    }

    private static bool IsWrapper(IInvocationOperation call) => call.Arguments.Any(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate);

    // Task gives nothing, Task<T> a T.
    private static ITypeSymbol? ResultOf(IInvocationOperation call) => call.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0] : null;

    private void ReadAwaited(IAwaitOperation place, IInvocationOperation call, ITypeSymbol? result)
    {
        if (call.TargetMethod is not { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension } method || result is not null && _symbols.IsOfDataAccess(result))
            return;
        var givesValue = result is { SpecialType: not SpecialType.System_Void };
        if (_symbols.IsFromSource(method))
        {
            Note(place, all => all.Calls.Add(new(method.Declared(), givesValue)));
            return;
        }

        // Who handles the request is found by its type; what is handed on as some message or other goes to whoever listens.
        if (_symbols.RequestOf(call) is { } request)
        {
            Note(place, all => all.Calls.Add(new(request, givesValue)));
            return;
        }

        var outside = _referenced.Knows(method) ? _referenced.OutsideOf(method) : IterationSymbols.OutsideWorkOf(method, givesValue);
        if (outside != OutsideWork.None)
            Note(place, all => all.Outside |= outside);
    }

    // The function that a place belongs to, and the loops around it, have what is done there.
    private void Note(IOperation place, Action<Awaited> note)
    {
        var around = _surroundings.Read(place);
        if (!around.Runs)
            return;
        if (FindFunction(around.Function ?? _member) is { } owner)
            note(owner.Awaited);
        foreach (var operation in around.Loops)
        {
            // What a while waits for to begin its next turn is the element.
            if (_loops.TryGetValue(operation, out var loop) && (operation is not IWhileLoopOperation { Condition: { } condition } || !place.IsWithin(condition)))
                note(loop.Awaited);
        }
    }

    private FunctionNode? FindFunction(ISymbol function) =>
        _functions.TryGetValue(function is IMethodSymbol method ? method.Declared() : function.OriginalDefinition, out var node) ? node : null;

    private void ReadNavigation(IOperation operation, Surroundings around, FunctionNode owner, ValueFlow flow)
    {
        if (_navigations is null)
            return;
        switch (operation)
        {
            case IPropertyReferenceOperation { Instance: { } instance } reference when _navigations.Read(reference, ElementLoop(instance)) is { } read:
                owner.NavigationReads.Add(read);
                break;
            case IInvocationOperation invocation when _symbols.IsFromSource(invocation.TargetMethod):
                owner.EntityArguments.AddRange(_navigations.ArgumentsOf(invocation, ElementLoop));
                break;
        }

        // A query of the element inside the loop gives entities of its own: they are no elements.
        BodyLoop? ElementLoop(IOperation entity)
        {
            var dependence = flow.Of(entity);
            for (var i = 0; i < around.Loops.Count; i++)
            {
                var loop = LoopOf(around.Loops[i]);
                if ((around.Guards[i] & ~CallGuards.Isolated) != 0 || around.IsCached || loop.Has(LoopTraits.IsSmallConstant | LoopTraits.IsDeliberate | LoopTraits.IsPerDatabase | LoopTraits.IsArriving))
                    return null;
                if (loop.Decides(dependence))
                    return loop;
            }

            return null;
        }
    }

    private void ReadReturns(ImmutableArray<IOperation> blocks)
    {
        if (_origins is null || _navigations is null || _member is not IMethodSymbol { ReturnsVoid: false } method || !_navigations.HasNavigations(ResultOf(method.ReturnType)))
            return;
        EntityOrigin? returns = null;
        foreach (var block in blocks)
        {
            foreach (var operation in block.DescendantsAndSelf())
            {
                if (operation is not IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value } || SurroundingsReader.IsInFunction(operation))
                    continue;
                if (returns is not null || _origins.Of(value) is not { } origin)
                    return;
                returns = origin;
            }
        }

        if (returns is not null)
            FunctionOf(_member).Returns = returns;
    }

    private void ReadStores()
    {
        if (_origins is null || _navigations is null)
            return;
        foreach (var store in HeldEntities.In(_body, _origins, _navigations.HasNavigations))
            FunctionOf(_member).EntityStores.Add(store);
    }

    // Task<List<Order>> gives a list of orders.
    private static ITypeSymbol ResultOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } results } ? results[0] : type;

    private Surroundings? SurroundingsOf(Candidate candidate)
    {
        if (candidate.Operation is not IMethodReferenceOperation reference)
            return _surroundings.Read(candidate.Operation, maySave: candidate.Query is null or { Kind: DataAccessKind.Save });

        // A method group: a call per element when LINQ or Parallel takes it; otherwise the call that takes it carries it along.
        if (reference.Parent is not IDelegateCreationOperation creation || BodyOperations.ConsumerOf(reference) is not { } consumer)
            return null;
        var use = _symbols.UseOf(consumer.TargetMethod);
        return use is DelegateUse.PerElement or DelegateUse.PerElementDeferred or DelegateUse.PerElementUntilHit
            ? _surroundings.ReadMethodGroup(creation, consumer, use)
            : null;
    }

    private CallSite? ReadSite(Candidate candidate, Surroundings around, FunctionNode owner, ValueFlow flow, RepeatedReads repeats)
    {
        var loops = around.Loops.ConvertAll(LoopOf);

        // A finding can only be reported where something repeats: in a loop, or in a lambda that a callee runs per element.
        var mayBeReported = loops.Count > 0 || around.Function is not null;
        if (candidate.Query is { } query)
            return ReadQuery(query, around, owner, loops, flow, repeats);

        switch (candidate.Operation)
        {
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } invocation:
                return ReadDelegateCall(invocation, around, owner, loops, flow);
            case IInvocationOperation { Instance: IInstanceReferenceOperation } own when _member.ContainingType?.TypeKind == TypeKind.Interface && own.TargetMethod.ContainingType.TypeKind == TypeKind.Interface:
                // The default body of an interface: who implements the members it calls has mostly replaced it as well.
                return null;
            case IInvocationOperation invocation:
                var method = invocation.TargetMethod.Declared();
                return new CallSite
                {
                    Owner = owner,
                    Callee = method,
                    Contract = ContractOf(invocation.TargetMethod),
                    ReceiverType = ReceiverOf(invocation),
                    SharesBody = method.MethodKind == MethodKind.LocalFunction,
                    Location = mayBeReported || SymbolEqualityComparer.Default.Equals(method, owner.Symbol) ? OperationNames.LocationOf(invocation) : null,
                    Loops = loops,
                    Guards = around.Guards,
                    Arguments = ArgumentsOf(method, invocation.Arguments, flow),
                    Flags = FlagsOf(invocation.Arguments),
                    Receiver = flow.Of(invocation.Instance),
                    Database = flow.OfDatabases(invocation.Instance, invocation.Arguments),
                    IsDispatched = IsDispatched(method),
                    IsCached = around.IsCached,
                    IsSelective = around.IsSelective,
                    IsConditional = around.IsConditional,
                    Needs = NeedsOf(around),
                    WalksChain = WalksChain(invocation, flow),
                    ChoosesItsCase = SymbolEqualityComparer.Default.Equals(method, owner.Symbol) && invocation.Arguments.Any(IsCase),
                    Delegates = DelegatesOf(invocation),
                };
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return new CallSite
                {
                    Owner = owner,
                    Callee = constructor.OriginalDefinition,
                    Location = mayBeReported ? OperationNames.LocationOf(creation) : null,
                    Loops = loops,
                    Guards = around.Guards,
                    Arguments = ArgumentsOf(constructor, creation.Arguments, flow),
                    Database = flow.OfDatabases(null, creation.Arguments),
                    IsCached = around.IsCached,
                    IsSelective = around.IsSelective,
                    IsConditional = around.IsConditional,
                    Needs = NeedsOf(around),
                };
            case IPropertyReferenceOperation property:
                return new CallSite
                {
                    Owner = owner,
                    Callee = (ISymbol?)property.Property.OriginalDefinition.GetMethod ?? property.Property.OriginalDefinition,
                    Location = mayBeReported ? NameOf(property.Syntax).GetLocation() : null,
                    Loops = loops,
                    Guards = around.Guards,
                    Arguments = property.Property.OriginalDefinition.GetMethod is { Parameters.IsEmpty: false } getter ? ArgumentsOf(getter, property.Arguments, flow) : [],
                    Receiver = flow.Of(property.Instance),
                    IsDispatched = IsDispatched(property.Property),
                    IsCached = around.IsCached,
                    IsSelective = around.IsSelective,
                    IsConditional = around.IsConditional,
                    Needs = NeedsOf(around),
                };
            case IMethodReferenceOperation reference:
                var target = reference.Method.Declared();
                var element = Dependence.Element(loops[0].Index);
                return new CallSite
                {
                    Owner = owner,
                    Callee = target,
                    SharesBody = target.MethodKind == MethodKind.LocalFunction,
                    Location = NameOf(reference.Syntax).GetLocation(),
                    Loops = loops,
                    Guards = around.Guards,
                    Arguments = [.. target.Parameters.Select(parameter => _symbols.IsControl(parameter.Type) || loops[0].Has(LoopTraits.IsSmallConstant | LoopTraits.IsBatched) ? Dependence.None : element)],
                    Receiver = flow.Of(reference.Instance),
                    IsDispatched = IsDispatched(target),
                    IsCached = around.IsCached,
                    IsSelective = around.IsSelective,
                    IsConditional = around.IsConditional,
                    Needs = NeedsOf(around),
                };
            default:
                return null;
        }
    }

    // Load(id, "retry"), Load(id, isRetry: true); a default that is not written chooses nothing.
    private static bool IsCase(IArgumentOperation argument) =>
        argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Type: { } type } && argument.Value.Unwrap().ConstantValue is { HasValue: true, Value: not null }
        && (type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean);

    private CallSite? ReadRequest(IInvocationOperation invocation, Surroundings around, FunctionNode owner, ValueFlow flow)
    {
        if (_symbols.RequestOf(invocation) is not { } request)
            return null;
        var sent = Dependence.None;
        foreach (var argument in invocation.Arguments)
            sent |= flow.Of(argument.Value);
        return new CallSite
        {
            Owner = owner,
            Callee = request,
            Location = OperationNames.LocationOf(invocation),
            Loops = around.Loops.ConvertAll(LoopOf),
            Guards = around.Guards,
            Arguments = [sent],
            IsCached = around.IsCached,
            IsSelective = around.IsSelective,
            IsConditional = around.IsConditional,
            Needs = NeedsOf(around),
        };
    }

    private CallSite ReadQuery(DataAccessCall query, Surroundings around, FunctionNode owner, List<BodyLoop> loops, ValueFlow flow, RepeatedReads repeats)
    {
        var value = query.Operation is IForEachLoopOperation forEach ? forEach.Collection : query.Operation;
        var dependence = flow.Of(value).WithoutResult();
        foreach (var text in query.SqlTexts)
        {
            // Another text for each element is another statement: scripts to run, tables to visit. No one query replaces them.
            if (!_text.TakesValuesOnly(text))
                dependence = dependence.Without(flow.Of(text));
        }

        if (query is { SqlTexts.IsEmpty: true, Command: { } command })
            dependence = dependence.Without(new CommandOrigin(_body, _symbols, flow).TextOf(command));

        return new CallSite
        {
            Owner = owner,
            Query = new QueryFact(query.Library, query is { Kind: DataAccessKind.Query, Shape: ResultShape.Scalar } && _text.OnlyChanges(query) ? DataAccessKind.NonQuery : query.Kind, query.Shape, query.DisplayName) { IsWindow = _text.IsWindow(query) },
            Location = query.NameLocation,
            Loops = loops,
            Guards = around.Guards,
            Arguments = [dependence],
            Database = flow.OfDatabases(value),
            IsCached = around.IsCached,
            IsSelective = around.IsSelective,
            IsConditional = around.IsConditional,
            Needs = NeedsOf(around),
            SavesItsOwn = query.Kind == DataAccessKind.Save && (around.IsSwitched || IsMadeHere(query.Operation)),
            Repeated = loops.Count == 0 ? null : repeats.Find(query, around, loops),
            WalksChain = query.Shape == ResultShape.SingleRow && WalksChain(query.Operation, flow),
        };
    }

    // using var db = _factory.CreateDbContext(); ... db.SaveChanges();
    private bool IsMadeHere(IOperation save) =>
        save is IInvocationOperation { Instance: ILocalReferenceOperation { Local: var context } } && _symbols.IsDatabase(context.Type)
        && _body.InitializerOf(context)?.Unwrap() is IObjectCreationOperation or IInvocationOperation;

    private CallSite? ReadDelegateCall(IInvocationOperation invocation, Surroundings around, FunctionNode owner, List<BodyLoop> loops, ValueFlow flow)
    {
        switch (invocation.Instance?.Unwrap())
        {
            case IParameterReferenceOperation parameter when SymbolEqualityComparer.Default.Equals(parameter.Parameter.ContainingSymbol, _member):
                var passed = Dependence.None;
                foreach (var argument in invocation.Arguments)
                    passed |= flow.Of(argument.Value);
                return new CallSite
                {
                    Owner = owner,
                    CalledParameter = parameter.Parameter.Ordinal,
                    Location = null,
                    Loops = loops,
                    Guards = around.Guards,
                    Arguments = [passed],
                    IsCached = around.IsCached,
                    IsSelective = around.IsSelective,
                    IsConditional = around.IsConditional,
                    Needs = NeedsOf(around),
                };
            case ILocalReferenceOperation local when _body.InitializerOf(local.Local)?.Unwrap() is { } value:
                var target = value switch
                {
                    IAnonymousFunctionOperation lambda => lambda.Symbol,
                    IMethodReferenceOperation reference => reference.Method.Declared(),
                    _ => null,
                };
                if (target is null)
                    return null;
                return new CallSite
                {
                    Owner = owner,
                    Callee = target,
                    SharesBody = target.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction,
                    Location = invocation.Instance.Syntax.GetLocation(),
                    Loops = loops,
                    Guards = around.Guards,
                    Arguments = ArgumentsOf(target, invocation.Arguments, flow),
                    IsCached = around.IsCached,
                    IsSelective = around.IsSelective,
                    IsConditional = around.IsConditional,
                    Needs = NeedsOf(around),
                };
            case IFieldReferenceOperation or IPropertyReferenceOperation when ValueFlow.HolderOf(invocation.Instance!.Unwrap()) is { } holder:
                return new CallSite
                {
                    Owner = owner,
                    Callee = holder,
                    Location = invocation.Instance.Syntax.GetLocation(),
                    Loops = loops,
                    Guards = around.Guards,
                    Arguments = ArgumentsOf(invocation.TargetMethod, invocation.Arguments, flow),
                    IsCached = around.IsCached,
                    IsSelective = around.IsSelective,
                    IsConditional = around.IsConditional,
                    Needs = NeedsOf(around),
                };
            default:
                return null;
        }
    }

    // A field that holds a lambda is called like a function: it hands its arguments on.
    private void ReadHeldLambdas()
    {
        foreach (var (lambda, _) in _body.Lambdas)
        {
            if (ValueFlow.HolderOf(lambda) is not { } holder || !_functions.ContainsKey(lambda.Symbol.Declared()))
                continue;
            var owner = FunctionOf(holder);
            owner.Sites.Add(new CallSite
            {
                Owner = owner,
                Callee = lambda.Symbol.Declared(),
                Location = null,
                Loops = [],
                Guards = [],
                Arguments = [.. lambda.Symbol.Parameters.Select(parameter => Dependence.Parameter(parameter.Ordinal))],
            });
        }
    }

    private Dependence[] ArgumentsOf(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, ValueFlow flow)
    {
        if (method.Parameters.IsEmpty)
            return [];
        var result = new Dependence[method.Parameters.Length];
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && parameter.Ordinal < result.Length && !_symbols.IsControl(parameter.Type))
                result[parameter.Ordinal] |= flow.Of(argument.Value);
        }

        return result;
    }

    private FlagCondition? NeedsOf(Surroundings around) =>
        around.Needs is { } needs && SymbolEqualityComparer.Default.Equals(needs.Parameter.ContainingSymbol, around.Function ?? _member) ? new(needs.Parameter.Ordinal, needs.Value) : null;

    // Apply(order, save: false), and defaults that are not written.
    private static (ulong True, ulong False) FlagsOf(ImmutableArray<IArgumentOperation> arguments)
    {
        var flags = (True: 0UL, False: 0UL);
        foreach (var argument in arguments)
        {
            if (argument.Parameter is not { Ordinal: < 64 and var ordinal } || argument.Value.Unwrap().ConstantValue is not { HasValue: true, Value: bool value })
                continue;
            if (value)
                flags.True |= 1UL << ordinal;
            else
                flags.False |= 1UL << ordinal;
        }

        return flags;
    }

    // var parent = await GetAsync(parent.ParentId): each call asks with what the last one returned.
    private static bool WalksChain(IOperation call, ValueFlow flow)
    {
        if (ResultUse.Of(call).Local is not { } local || local.Type.SpecialType != SpecialType.None || IterationSymbols.ElementType(local.Type) is not null)
            return false;
        return flow.Of(local).HasResult && call.Mentions(local);
    }

    private List<DelegateArgument> DelegatesOf(IInvocationOperation invocation)
    {
        var result = new List<DelegateArgument>();
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { Type.TypeKind: TypeKind.Delegate } parameter)
                continue;
            switch (argument.Value.Unwrap())
            {
                case IAnonymousFunctionOperation lambda:
                    result.Add(new(parameter.Ordinal, lambda.Symbol, -1, _loops.TryGetValue(lambda, out var loop) ? loop : null));
                    break;
                case IMethodReferenceOperation reference:
                    result.Add(new(parameter.Ordinal, reference.Method.Declared(), -1, null));
                    break;
                case IParameterReferenceOperation handedOn:
                    result.Add(new(parameter.Ordinal, null, handedOn.Parameter.Ordinal, null));
                    break;
            }
        }

        return result;
    }

    // A method of the compilation may call the lambda per element: its parameters are elements then.
    private void AddDelegateLoops(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Value.Unwrap() is IAnonymousFunctionOperation lambda && _symbols.UseOf(invocation.TargetMethod) == DelegateUse.AsBodySays)
                LoopOf(lambda);
        }
    }

    private BodyLoop LoopOf(IOperation operation)
    {
        if (_loops.TryGetValue(operation, out var known))
            return known;

        var loop = operation switch
        {
            ILoopOperation statement => new BodyLoop(_loops.Count, KindOf(statement), SourceOf(statement)?.Syntax, null) { Traits = _loopReader.Read(statement) },
            IBlockOperation block => new BodyLoop(_loops.Count, LoopKind.While, null, null) { Traits = _loopReader.Read(block) },
            _ => PerElementCall(operation),
        };
        return _loops[operation] = loop;
    }

    private BodyLoop PerElementCall(IOperation function)
    {
        var consumer = BodyOperations.ConsumerOf(function)!;
        var source = Elements(consumer.ReceiverOf()) ?? consumer.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && IterationSymbols.ElementType(parameter.Type) is not null)?.Value;
        var traits = LoopTraits.HasElements;
        if (source is not null)
            traits |= _loopReader.ReadSource(source);
        if (source?.Type is { } sequence && IterationSymbols.IsGroup(IterationSymbols.ElementType(sequence)))
            traits |= LoopTraits.HasGroups;
        if (LoopReader.IsMarked(consumer.Syntax))
            traits |= LoopTraits.IsDeliberate;
        return new BodyLoop(_loops.Count, LoopKind.PerElementCall, source?.Syntax, CallerOf(consumer)) { Traits = traits };
    }

    // A method goes through what it is called on only where that is a sequence.
    private static IOperation? Elements(IOperation? receiver) =>
        receiver?.Type is { } type && IterationSymbols.ElementType(type) is not null ? receiver : null;

    // Task.WhenAll(xs.Select(...)) is known by its outer name.
    private static string CallerOf(IInvocationOperation consumer)
    {
        for (IOperation? current = consumer; current is not null and not IBlockOperation; current = current.Parent)
        {
            if (current is IInvocationOperation { TargetMethod: { Name: "WhenAll", ContainingType.Name: "Task" } })
                return "Task.WhenAll";
        }

        var method = consumer.TargetMethod;
        return method.ContainingType?.Name is "Parallel" or "Array" ? method.ContainingType.Name + "." + method.Name : method.Name;
    }

    private static LoopKind KindOf(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation => LoopKind.ForEach,
        IForLoopOperation => LoopKind.For,
        _ => LoopKind.While,
    };

    private static IOperation? SourceOf(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation forEach => forEach.Collection,
        IForLoopOperation forLoop => forLoop.Condition,
        IWhileLoopOperation whileLoop => whileLoop.Condition,
        _ => null,
    };

    private FunctionNode FunctionOf(ISymbol symbol)
    {
        var key = symbol is IMethodSymbol method ? method.Declared() : symbol.OriginalDefinition;
        if (!_functions.TryGetValue(key, out var node))
            _functions[key] = node = new FunctionNode(key);
        return node;
    }

    // IHandler<TEvent>, as the call sees it: what it is called for decides which implementations can be meant.
    private static INamedTypeSymbol? ContractOf(IMethodSymbol method) =>
        method.ContainingType is { TypeKind: TypeKind.Interface, TypeArguments.IsEmpty: false } contract ? contract : null;

    // IOrders inherits IReadOrders: who calls a member of the latter on the former cannot end in what implements the latter alone.
    private INamedTypeSymbol? ReceiverOf(IInvocationOperation invocation) =>
        IsDispatched(invocation.TargetMethod) && invocation.Instance?.Type is INamedTypeSymbol type && _symbols.IsFromSource(type)
            && !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, invocation.TargetMethod.ContainingType.OriginalDefinition) ? type.OriginalDefinition : null;

    private static bool IsDispatched(ISymbol member) =>
        member.ContainingType?.TypeKind == TypeKind.Interface || (member.IsAbstract || member.IsVirtual || member.IsOverride) && !member.IsSealed;

    private static SyntaxNode NameOf(SyntaxNode syntax) => syntax switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => syntax,
    };
}
