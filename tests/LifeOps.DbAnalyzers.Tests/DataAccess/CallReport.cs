using System.Collections.Immutable;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Tests.DataAccess;

#pragma warning disable RS1001, RS1016, RS1036, RS1038, RS2008 // analyzers of these tests only: nothing loads them

/// <summary>Reports every recognised call as CALL, its message saying what was recognised.</summary>
internal sealed class CallReport : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Call = new("CALL", "Call", "{0}", "Test", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Call];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is not { } symbols)
                return;
            start.RegisterOperationAction(
                operation =>
                {
                    if (symbols.Recognize(operation.Operation) is { } call)
                        operation.ReportDiagnostic(Diagnostic.Create(Call, call.NameLocation, Describe(call)));
                },
                DataAccessSymbols.CallKinds);
        });
    }

    private static string Describe(DataAccessCall call)
    {
        var text = $"{call.Library} {call.Kind} {call.Shape} {call.DisplayName}";
        if (call.RowType is not null)
            text += " of " + call.RowType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (!call.SqlTexts.IsEmpty)
            text += " sql " + string.Join(" | ", call.SqlTexts.Select(sql => sql.Syntax.ToString()));
        if (call.Parameters is not null)
            text += " with " + call.Parameters.Syntax;
        if (call.RunsOncePerParameter)
            text += " once per element";
        return text;
    }
}

/// <summary>Reports every SQL text that is handed over as SQL.</summary>
internal sealed class SqlReport : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Sql = new("SQL", "Sql", "{0}", "Test", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Sql];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is not { } symbols)
                return;
            start.RegisterOperationAction(
                operation =>
                {
                    if (symbols.RecognizeSql(operation.Operation) is { } use)
                    {
                        operation.ReportDiagnostic(Diagnostic.Create(
                            Sql, use.Sql.Syntax.GetLocation(), $"{use.Library?.ToString() ?? "Marked"} {use.Kind}{(use.HolesAreParameters ? " holes are parameters" : "")}"));
                    }
                },
                DataAccessSymbols.SqlKinds);
        });
    }
}
