using System.Collections.Frozen;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>What each rule looks at, found out from what implements it.</summary>
internal sealed class RuleReach
{
    private readonly FrozenSet<string> _schema = SqlRules.SchemaRules.Select(rule => rule.Rule.Id).ToFrozenSet();
    private readonly FrozenSet<string> _statements = SqlRules.StatementRules.Select(rule => rule.Rule.Id).ToFrozenSet();
    private readonly FrozenSet<string> _code;

    /// <param name="analyzers">The analyzers that run on C# code.</param>
    public RuleReach(IEnumerable<DiagnosticAnalyzer> analyzers) =>
        _code = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id).ToFrozenSet();

    /// <summary>It needs a schema: it looks at what became of the statements.</summary>
    public bool LooksAtSchema(Rule rule) => _schema.Contains(rule.Id);

    /// <summary>It looks at statements, wherever they are written.</summary>
    public bool LooksAtStatements(Rule rule) => _statements.Contains(rule.Id);

    /// <summary>It looks at C# code.</summary>
    public bool LooksAtCode(Rule rule) => _code.Contains(rule.Id);

    /// <summary>It asks a live server, and looks at nothing else.</summary>
    public bool LooksAtServer(Rule rule) => !LooksAtSchema(rule) && !LooksAtStatements(rule) && !LooksAtCode(rule);
}
