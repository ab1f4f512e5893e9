using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.Reads;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Queries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB1018 in C#: the result of count(*), Count or ToList is only compared with zero. A local counts when each of its uses is such a comparison.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CountedToExist : DiagnosticAnalyzer
{
    /// <summary>The property of the diagnostic that says the comparison stands around the call itself, and which answer it wants.</summary>
    internal const string AsksProperty = "asks";

    internal const string AsksForOne = "one";
    internal const string AsksForNone = "none";

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.CountForExistence);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is { } symbols)
                start.RegisterOperationAction(new Session(start.Compilation, symbols).Analyze, OperationKind.Invocation);
        });
    }

    /// <summary>One compilation.</summary>
    private sealed class Session(Compilation compilation, DataAccessSymbols symbols)
    {
        private readonly SqlTextReader _reader = new(compilation);

        public void Analyze(OperationAnalysisContext context)
        {
            if (symbols.Recognize(context.Operation) is not { Kind: DataAccessKind.Query } call)
                return;
            if (call.Shape == ResultShape.BufferedRows && call.Library == DataAccessLibrary.EfCore)
                AnalyzeList(context, call);
            else if (call.Shape is ResultShape.Scalar or ResultShape.SingleRow && CountedBy(call, context.CancellationToken) is { } counted)
                AnalyzeCount(context, call, counted);
        }

        /// <summary>The table that a call counts, and the operator that asks for one row instead; null when it does anything else.</summary>
        private (string Table, string Instead)? CountedBy(DataAccessCall call, CancellationToken cancellationToken)
        {
            if (call is { Library: DataAccessLibrary.EfCore, SqlTexts.IsEmpty: true })
            {
                return call.DisplayName switch
                {
                    "Count" or "LongCount" => (Entity(call), "Any"),
                    "CountAsync" or "LongCountAsync" => (Entity(call), "AnyAsync"),
                    _ => null,
                };
            }

            if (call.Library == DataAccessLibrary.EfCore || call.Sql is not { } sql || _reader.Read(sql, cancellationToken) is not { Length: 1 } texts)
                return null;
            return CountQuery.Of(texts[0].Parse(cancellationToken)) is { } counted ? (counted.TableName, "EXISTS") : null;
        }

        private static void AnalyzeCount(OperationAnalysisContext context, DataAccessCall call, (string Table, string Instead) counted)
        {
            if (ExistenceUse.Of(call.Operation) is { } direct)
                Report(context, call, counted, direct);
            else if (LocalOf(call.Operation) is { } local && UsesOf(local, call.Operation) is { Count: > 0 } uses && uses.All(use => ExistenceUse.Of(use) is not null))
                Report(context, call, counted, null);
        }

        // ToList().Count > 0, ToList().Any().
        private static void AnalyzeList(OperationAnalysisContext context, DataAccessCall call)
        {
            var (_, user) = call.Operation.User();
            var instead = call.DisplayName.EndsWith("Async", System.StringComparison.Ordinal) ? "AnyAsync" : "Any";
            switch (user)
            {
                case IPropertyReferenceOperation { Property.Name: "Count" or "Length" } count when ExistenceUse.Of(count) is { }:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Any", ContainingType.Name: "Enumerable" }, Arguments.Length: 1 } }:
                    Report(context, call, (Entity(call), instead), null);
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Count" or "LongCount", ContainingType.Name: "Enumerable" }, Arguments.Length: 1 } counted } when ExistenceUse.Of(counted) is { }:
                    Report(context, call, (Entity(call), instead), null);
                    break;
            }
        }

        private static string Entity(DataAccessCall call) => call.RowType is { IsAnonymousType: false } type ? type.Name : "the query";

        private static ILocalSymbol? LocalOf(IOperation call)
        {
            var (value, user) = call.User();
            return user is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } initializer && initializer.Value == value ? declarator.Symbol : null;
        }

        private static List<IOperation> UsesOf(ILocalSymbol local, IOperation from) =>
            BlockFacts.RootOf(from).DescendantsAndSelf()
                .Where(operation => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
                .ToList();

        private static void Report(OperationAnalysisContext context, DataAccessCall call, (string Table, string Instead) counted, ExistenceUse? direct) =>
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                call.NameLocation,
                direct is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(AsksProperty, direct.IsPositive ? AsksForOne : AsksForNone),
                counted.Table,
                counted.Instead));
    }
}
