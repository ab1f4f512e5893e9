using System;
using System.Collections.Immutable;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB1019: a connection that is opened, a command or a reader that its own method neither disposes nor hands on; a data source, which is a
/// pool, for one call; pooling switched off.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndisposedConnection : DiagnosticAnalyzer
{
    // CommandBehavior.CloseConnection: disposing the reader closes the connection.
    private const int CloseConnection = 32;

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.UndisposedConnection);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is not { AdoNet: not null } symbols)
                return;
            var session = new Session(start.Compilation, symbols);
            start.RegisterOperationAction(session.AnalyzeLocal, OperationKind.VariableDeclarator);
            start.RegisterOperationAction(session.AnalyzeCall, OperationKind.Invocation);
            start.RegisterOperationAction(session.AnalyzeArgument, OperationKind.Argument);
            start.RegisterOperationAction(session.AnalyzeAssignment, OperationKind.SimpleAssignment);
        });
    }

    /// <summary>One compilation.</summary>
    private sealed class Session
    {
        private readonly DataAccessSymbols _symbols;
        private readonly IMethodSymbol? _entryPoint;
        private readonly INamedTypeSymbol? _connection;
        private readonly INamedTypeSymbol? _dataSource;
        private readonly INamedTypeSymbol? _dataSourceBuilder;
        private readonly INamedTypeSymbol? _connectionStringBuilder;
        private readonly INamedTypeSymbol? _optionsExtensions;

        public Session(Compilation compilation, DataAccessSymbols symbols)
        {
            _symbols = symbols;
            _entryPoint = compilation.GetEntryPoint(default);
            _connection = compilation.GetTypeByMetadataName("System.Data.Common.DbConnection");
            _dataSource = compilation.GetTypeByMetadataName("Npgsql.NpgsqlDataSource");
            _dataSourceBuilder = compilation.GetTypeByMetadataName("Npgsql.NpgsqlDataSourceBuilder");
            _connectionStringBuilder = compilation.GetTypeByMetadataName("Npgsql.NpgsqlConnectionStringBuilder");
            _optionsExtensions = compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions");
        }

        public void AnalyzeLocal(OperationAnalysisContext context)
        {
            var declarator = (IVariableDeclaratorOperation)context.Operation;
            if (declarator.GetVariableInitializer()?.Value is not { } initializer || Made(initializer) is not { } made)
                return;
            if (IsDataSource(made))
            {
                if (IsPerCall(made, context.ContainingSymbol) && IsUsedHereOnly(declarator))
                    Report(context, OperationNames.LocationOf(made), "A data source is a connection pool, and this one serves a single call: make one for the program and open connections from it");
                return;
            }

            if (KindOf(made) is not { } kind || DisposableUse.IsUsing(declarator))
                return;
            var use = DisposableUse.Of(declarator.Symbol, declarator, _symbols);
            if (use.IsSettled || kind == "connection" && (!use.IsOpened && made is not IInvocationOperation || IsClosedByReader(declarator)))
                return;
            Report(context, declarator.Syntax.GetFirstToken().GetLocation(), $"The {kind} in {declarator.Symbol.Name} is not disposed");
        }

        /// <summary>A command that is made for one execution, or a connection opened for one, and then forgotten.</summary>
        public void AnalyzeCall(OperationAnalysisContext context)
        {
            if (_symbols.Recognize(context.Operation) is not { Operation: IInvocationOperation invocation, Library: DataAccessLibrary.AdoNet or DataAccessLibrary.Dapper } call)
                return;
            var receiver = call.Library == DataAccessLibrary.Dapper ? invocation.Arguments.ArgumentOf("cnn") : invocation.Instance;
            if (receiver is null || Made(receiver) is not { } made || KindOf(made) is not { } kind)
                return;

            // Dapper closes what it opened itself.
            if (kind == "connection" && made is IObjectCreationOperation)
                return;
            Report(context, OperationNames.LocationOf(made), $"The {kind} that {invocation.TargetMethod.Name} runs on is not disposed");
        }

        public void AnalyzeArgument(OperationAnalysisContext context)
        {
            var argument = (IArgumentOperation)context.Operation;
            if (argument.Parameter is not { Name: "connectionString", Type.SpecialType: SpecialType.System_String }
                || !IsOfNpgsql(argument.Parameter.ContainingSymbol.ContainingType)
                || !_symbols.Flow.OriginsOf(argument.Value).Any(SwitchesPoolingOff))
            {
                return;
            }

            Report(context, argument.Value.Syntax.GetLocation(), "Pooling=false makes a new server process for every connection: leave pooling on");
        }

        public void AnalyzeAssignment(OperationAnalysisContext context)
        {
            var assignment = (ISimpleAssignmentOperation)context.Operation;
            if (assignment is { Target: IPropertyReferenceOperation { Property: { Name: "Pooling", ContainingType: { } owner } }, Value.ConstantValue: { HasValue: true, Value: false } }
                && SymbolEqualityComparer.Default.Equals(owner, _connectionStringBuilder))
            {
                Report(context, assignment.Syntax.GetLocation(), "Pooling = false makes a new server process for every connection: leave pooling on");
            }
        }

        private static void Report(OperationAnalysisContext context, Location location, string message) =>
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, location, message));

        private static IOperation? Made(IOperation value)
        {
            value = value.WithoutConversions();
            while (true)
            {
                switch (value)
                {
                    case IAwaitOperation awaited:
                        value = awaited.Operation.WithoutConversions();
                        break;
                    case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task }:
                        value = task.WithoutConversions();
                        break;
                    case IObjectCreationOperation or IInvocationOperation:
                        return value;
                    default:
                        return null;
                }
            }
        }

        /// <summary>What the operation makes for its caller to dispose; null for anything else, also where it may belong to somebody already.</summary>
        private string? KindOf(IOperation made)
        {
            if (_symbols.AdoNet is not { } adoNet)
                return null;
            switch (made)
            {
                case IObjectCreationOperation creation when !adoNet.IsOtherProvider(creation.Type):
                    return adoNet.IsCommand(creation.Type) ? "command" : creation.Type.IsOrInherits(_connection) ? "connection" : null;
                case IInvocationOperation { TargetMethod: { } method } call when !adoNet.IsOtherProvider(call.Instance?.Type):
                    return method.Name switch
                    {
                        "OpenConnection" or "OpenConnectionAsync" when method.ContainingType.IsOrInherits(_dataSource) => "connection",
                        "CreateCommand" when adoNet.IsCommand(method.ReturnType) && (method.ContainingType.IsOrInherits(_dataSource) || method.ContainingType.IsOrInherits(_connection)) => "command",
                        "ExecuteReader" or "ExecuteReaderAsync" when _symbols.Recognize(call) is { Shape: ResultShape.Reader } => "reader",
                        "QueryMultiple" or "QueryMultipleAsync" when _symbols.Recognize(call) is { Library: DataAccessLibrary.Dapper } => "reader",
                        _ => null,
                    };
                default:
                    return null;
            }
        }

        private bool IsDataSource(IOperation made) => made is IInvocationOperation { TargetMethod: { } method }
            && (method.Name == "Create" && SymbolEqualityComparer.Default.Equals(method.ContainingType, _dataSource)
                || method.Name is "Build" or "BuildMultiHost" && method.ContainingType.IsOrInherits(_dataSourceBuilder));

        // The program's own method runs once; constructors, initializers and factories keep what they make.
        private bool IsPerCall(IOperation made, ISymbol containing)
        {
            for (var parent = made.Parent; parent is not null; parent = parent.Parent)
            {
                if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                    return false;
            }

            return containing is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: not "Main" } method && !SymbolEqualityComparer.Default.Equals(method, _entryPoint);
        }

        private static bool IsUsedHereOnly(IVariableDeclaratorOperation declarator)
        {
            foreach (var operation in BlockFacts.RootOf(declarator).DescendantsAndSelf())
            {
                if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, declarator.Symbol)
                    && !(reference.Parent is IInvocationOperation call && call.Instance == reference))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool IsClosedByReader(IOperation declarator) =>
            BlockFacts.RootOf(declarator).DescendantsAndSelf().Any(operation =>
                operation is IArgumentOperation { Parameter.Type.Name: "CommandBehavior", Value.ConstantValue: { HasValue: true, Value: int behavior } } && (behavior & CloseConnection) != 0);

        private bool IsOfNpgsql(INamedTypeSymbol type) =>
            SymbolEqualityComparer.Default.Equals(type, _optionsExtensions)
            || type.ContainingNamespace is { Name: "Npgsql", ContainingNamespace.IsGlobalNamespace: true };

        private static bool SwitchesPoolingOff(IOperation text) => text switch
        {
            { ConstantValue: { HasValue: true, Value: string constant } } => HasPoolingOff(constant),
            IInterpolatedStringOperation interpolated => interpolated.Parts.OfType<IInterpolatedStringTextOperation>()
                .Any(part => part.Text.ConstantValue is { HasValue: true, Value: string constant } && HasPoolingOff(constant)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => SwitchesPoolingOff(sum.LeftOperand.WithoutConversions()) || SwitchesPoolingOff(sum.RightOperand.WithoutConversions()),
            _ => false,
        };

        private static bool HasPoolingOff(string connectionString)
        {
            foreach (var setting in connectionString.Split(';'))
            {
                var equals = setting.IndexOf('=');
                if (equals > 0
                    && setting.Substring(0, equals).Trim().Equals("Pooling", StringComparison.OrdinalIgnoreCase)
                    && setting.Substring(equals + 1).Trim() is var value
                    && (value.Equals("false", StringComparison.OrdinalIgnoreCase) || value.Equals("no", StringComparison.OrdinalIgnoreCase)))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
