using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB2002: a DateTime of kind Local or Unspecified goes to the database; reported where the value is made.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NonUtcDateTimeSent : DiagnosticAnalyzer
{
    /// <summary>The key of the property that says the value is used nowhere else, so that a fix may change it.</summary>
    internal const string IsOnlySent = "IsOnlySent";

    /// <summary>The key of the property that says the code sends it as a timestamptz.</summary>
    internal const string IsTimestampTz = "IsTimestampTz";

    private const int MaxShownLength = 60;

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.DateTimeKind);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is not { } symbols)
                return;
            var analysis = new Analysis(start.Compilation, start.Options, symbols);
            start.RegisterOperationBlockStartAction(block =>
            {
                // One origin may be sent several times; it is one mistake.
                var reported = new ConcurrentDictionary<Location, bool>();
                block.RegisterOperationAction(
                    operation => analysis.Analyze(operation, reported),
                    OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment, OperationKind.Binary);
            });
        });
    }

    private sealed class Analysis
    {
        private readonly AnalyzerOptions _options;
        private readonly DataAccessSymbols _symbols;
        private readonly SentValues _sent;
        private readonly NonUtcDateTimes _dateTimes;
        private readonly SavedProperties? _saved;
        private readonly SqlTextReader _texts;

        public Analysis(Compilation compilation, AnalyzerOptions options, DataAccessSymbols symbols)
        {
            _options = options;
            _symbols = symbols;
            _sent = new SentValues(compilation, symbols);
            _dateTimes = new NonUtcDateTimes(compilation, symbols.Flow);
            _saved = EfModel.Create(compilation) is { } model ? new SavedProperties(compilation, model, symbols) : null;
            _texts = new SqlTextReader(compilation);
        }

        public void Analyze(OperationAnalysisContext context, ConcurrentDictionary<Location, bool> reported)
        {
            var operation = context.Operation;
            HashSet<string>? dates = null;
            foreach (var value in _sent.Of(operation))
            {
                if (!MayBeDateTime(value.Value.WithoutConversions().Type))
                    continue;
                foreach (var found in _dateTimes.Find(value.Value))
                {
                    dates ??= DatesIn(operation, context);
                    if (value.Name is null || !dates.Contains(value.Name))
                        Report(context, found, value.IsTimestampTz == true, reported);
                }
            }

            if (operation is not ISimpleAssignmentOperation assignment || _saved is null || !MayBeDateTime(assignment.Value.WithoutConversions().Type))
                return;
            var origins = _dateTimes.Find(assignment.Value);
            if (origins.IsEmpty || !_saved.IsSaved(assignment))
                return;
            foreach (var found in origins)
                Report(context, found, isTimestampTz: false, reported);
        }

        private static bool MayBeDateTime(ITypeSymbol? type) =>
            type is { SpecialType: SpecialType.System_DateTime or SpecialType.System_Object }
            || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } arguments }
                && arguments[0].SpecialType == SpecialType.System_DateTime);

        private HashSet<string> DatesIn(IOperation operation, OperationAnalysisContext context)
        {
            var sql = SqlOf(operation);
            if (sql.IsEmpty)
                return [];
            var finder = new DateParameters(SchemaProvider.GetSchema(_options, context.CancellationToken));
            var texts = ImmutableArray.CreateBuilder<SqlText>();
            foreach (var text in sql)
                texts.AddRange(_texts.Read(text, context.CancellationToken));
            return finder.Find(texts.ToImmutable(), context.CancellationToken);
        }

        // The statement that a parameter belongs to: of the call itself, or of the command whose collection it is added to.
        private ImmutableArray<IOperation> SqlOf(IOperation operation)
        {
            if (_symbols.Recognize(operation) is { } call)
                return call.SqlTexts;
            for (var parent = operation; parent is not null; parent = parent.Parent)
            {
                if (parent is IInvocationOperation { Instance: IPropertyReferenceOperation { Property.Name: "Parameters", Instance: { } command } } && _symbols.AdoNet is { } adoNet)
                    return adoNet.SqlOf(command);
                if (parent is IBlockOperation)
                    break;
            }

            return ImmutableArray<IOperation>.Empty;
        }

        private void Report(OperationAnalysisContext context, NonUtcDateTime found, bool isTimestampTz, ConcurrentDictionary<Location, bool> reported)
        {
            var location = found.Origin.Syntax.GetLocation();
            if (!reported.TryAdd(location, true))
                return;
            var properties = ImmutableDictionary<string, string?>.Empty;
            if (found.Through is null || _symbols.Flow.FactsOf(found.Origin).ReadsOf(found.Through) == 1)
                properties = properties.Add(IsOnlySent, "");
            if (isTimestampTz)
                properties = properties.Add(IsTimestampTz, "");
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, location, properties, Show(found.Origin.Syntax), found.Kind));
        }

        private static string Show(SyntaxNode expression)
        {
            var text = expression.ToString();
            var line = text.IndexOfAny(['\r', '\n']);
            var length = Math.Min(line < 0 ? text.Length : line, MaxShownLength);
            return length == text.Length ? text : text.Substring(0, length) + "…";
        }
    }
}
