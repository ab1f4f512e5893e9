using System.Collections.Immutable;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1003: Dapper's Execute with a list as parameters runs the command once for each element.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CommandPerElement : DiagnosticAnalyzer
{
    private const int MaxShownLength = 60;

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.For(RuleCatalog.CommandPerElement);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is not { Dapper: not null } symbols || TestProject.IsLeftOut(start.Compilation, start.Options))
                return;
            var edits = new CommandPerElementEdits(start.Compilation, start.Options);
            var migrations = new MigrationTypes(start.Compilation);
            var options = new AnalyzerOptionsReader(start.Options.AnalyzerConfigOptionsProvider);
            start.RegisterOperationAction(operation => Analyze(operation, symbols, edits, migrations, options), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, DataAccessSymbols symbols, CommandPerElementEdits finder, MigrationTypes migrations, AnalyzerOptionsReader options)
    {
        if (symbols.Recognize(context.Operation) is not { RunsOncePerParameter: true, Parameters: { } parameters } call || HasAtMostOneElement(parameters) || migrations.Contains(context.ContainingSymbol))
            return;
        if (OneTimeCode.Contains(call.Operation.Syntax, options.For(call.Operation.Syntax.SyntaxTree)))
            return;
        var edits = finder.Find(call, context.CancellationToken);
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            call.NameLocation,
            edits.Select(edit => edit.Location),
            edits.IsEmpty ? null : SourceEdits.PropertiesOf(edits),
            call.DisplayName,
            Show(parameters.Syntax)));
    }

    private static bool HasAtMostOneElement(IOperation parameters) =>
        parameters.WithoutConversions() is IArrayCreationOperation { Initializer.ElementValues.Length: <= 1 };

    private static string Show(SyntaxNode expression)
    {
        var text = expression.ToString();
        var line = text.IndexOfAny(['\r', '\n']);
        var length = System.Math.Min(line < 0 ? text.Length : line, MaxShownLength);
        return length == text.Length ? text : text.Substring(0, length) + "…";
    }
}
