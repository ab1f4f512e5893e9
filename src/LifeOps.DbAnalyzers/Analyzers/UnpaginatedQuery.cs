using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.Reads;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1002: a query that can return any number of rows is read whole into memory.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnpaginatedQuery : DiagnosticAnalyzer
{
    /// <summary>The property of the diagnostic that names the column or property to order a page by.</summary>
    internal const string KeyProperty = "key";

    /// <summary>The property of the diagnostic that holds the size of a page.</summary>
    internal const string PageSizeProperty = "pageSize";

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.UnpaginatedQuery);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is { } dataAccess && !TestProject.IsLeftOut(start.Compilation, start.Options))
                start.RegisterOperationAction(new Session(start.Compilation, dataAccess, start.Options).Analyze, DataAccessSymbols.CallKinds);
        });
    }

    /// <summary>One compilation.</summary>
    private sealed class Session(Compilation compilation, DataAccessSymbols dataAccess, AnalyzerOptions analyzerOptions)
    {
        private readonly SqlTextReader _texts = new(compilation);
        private readonly AnalyzerOptionsReader _options = new(analyzerOptions.AnalyzerConfigOptionsProvider);
        private readonly MigrationTypes _migrations = new(compilation);
        private readonly object _gate = new();
        private Known? _known;

        /// <summary>The schema, and what is looked up in it; made at the first query of the compilation.</summary>
        private sealed record Known(DatabaseSchema? Schema, EntityTables Tables);

        public void Analyze(OperationAnalysisContext context)
        {
            if (dataAccess.Recognize(context.Operation) is not { Kind: DataAccessKind.Query } call || !ReadsAll(call) || _migrations.Contains(context.ContainingSymbol))
                return;

            var options = _options.For(call.Operation.Syntax.SyntaxTree);
            if (OneTimeCode.Contains(call.Operation.Syntax, options) || Find(call, options, context.CancellationToken) is not { } read)
                return;
            var isPerParent = read.Bound.Size == ResultSize.PerParent;
            if (isPerParent && (!Reports(options.PerParentReads, read.Bound) || HasFewRows(read.Bound, options) || IsInLoop(call.Operation)))
                return;

            var properties = ImmutableDictionary<string, string?>.Empty
                .Add(PageSizeProperty, options.PageSize.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (read.KeyName is { } key)
                properties = properties.Add(KeyProperty, key);
            var severity = isPerParent && options.PerParentReads == PerParentReads.Suggestion ? DiagnosticSeverity.Info : Descriptor.DefaultSeverity;
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, call.NameLocation, severity, additionalLocations: null, properties, read.Bound.Describe(), Advice(call, read)));
        }

        private static bool HasFewRows(ResultBound bound, RuleOptions options) =>
            options.FewPerParent.Contains(bound.Table is { } table ? table.Name : bound.TableName);

        // Lines of an order, devices of a user: without a schema nothing says that a parent has more than a few.
        private static bool Reports(PerParentReads option, ResultBound bound) => option switch
        {
            PerParentReads.Off => false,
            PerParentReads.Known => bound.Table is not null,
            _ => true,
        };

        private static bool ReadsAll(DataAccessCall call) => call.Shape switch
        {
            ResultShape.BufferedRows => true,
            ResultShape.Reader => DrainedReader.IsCollected(call.Operation),
            _ => false,
        };

        private UnboundedRead? Find(DataAccessCall call, RuleOptions options, CancellationToken cancellationToken)
        {
            var known = Load(cancellationToken);
            if (call.SqlTexts.IsEmpty)
                return call.Query is { } query ? new QueryableReads(dataAccess.Flow, known.Tables, options).Find(query) : null;

            // Operators on top of raw SQL change the number of rows; only the bare text says what it says.
            if (call.Library == DataAccessLibrary.EfCore && call.Query?.Unwrap() is not IInvocationOperation { TargetMethod.Name: "FromSqlRaw" or "FromSql" or "FromSqlInterpolated" or "SqlQuery" or "SqlQueryRaw" })
                return null;
            var bound = SqlReads.Bound(call, _texts, new ResultBounds(known.Schema, options.LargeTableRows), cancellationToken);
            return bound.IsUnbounded ? UnboundedRead.OfSql(bound) : null;
        }

        private Known Load(CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                if (_known is null)
                {
                    var schema = SchemaProvider.GetSchema(analyzerOptions, cancellationToken);
                    _known = new Known(schema, new EntityTables(schema));
                }

                return _known;
            }
        }

        // In a loop over the parents the query is one of N: LDB1001 says so already.
        private static bool IsInLoop(IOperation operation)
        {
            for (var current = operation; current.Parent is { } parent; current = parent)
            {
                if (parent is IForEachLoopOperation { Body: var body } && ReferenceEquals(body, current) || parent is IForLoopOperation or IWhileLoopOperation)
                    return true;
            }

            return false;
        }

        private static string Advice(DataAccessCall call, UnboundedRead read) => call.Library switch
        {
            DataAccessLibrary.EfCore when call.SqlTexts.IsEmpty => $"add OrderBy({(read.KeyName is { } key ? "x => x." + key : "a key")}) and Take, or stream it with AsAsyncEnumerable",
            _ => $"add ORDER BY {read.KeyName ?? "a key"} and LIMIT, or stream the rows",
        };
    }
}
