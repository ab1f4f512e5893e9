using System.Collections.Generic;
using System.Composition;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Queries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1001: Dapper's Query for the children of one parent, once per element of a foreach, becomes one query with = ANY and a lookup. The
/// query must say its order: what has none would come in another one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ChildrenLoopFix() : FoundCallFix(RuleCatalog.QueryInLoop, "Read the children of all parents with one query in front of the loop")
{
    private protected override IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (found.Call is not { Library: DataAccessLibrary.Dapper, Shape: ResultShape.BufferedRows } || found.Invocation.TargetMethod is not { Name: "Query" or "QueryAsync", TypeArguments: { Length: 1 } rows }
            || LoopCall.Find(found, cancellationToken) is not { } call || call.Whole.Parent is CastExpressionSyntax
            || found.ReadSql(cancellationToken) is not { } text || found.ReadSchema(cancellationToken) is not { } schema
            || DapperLoopQuery.ChangingMember(found, call) is not { } keyMember
            || KeyLookup.FindChildren(text.Parse(cancellationToken), schema, DapperLoopQuery.NameOf(keyMember)) is not var (lookup, resultName)
            || call.KeyOf(keyMember.Expression) is not { IsNullable: false } key
            || DapperLoopQuery.RowKey(rows[0], resultName, found.Model, cancellationToken) is not { } rowKey || !SymbolEqualityComparer.Default.Equals(rowKey.Type, key.Type)
            || !DapperLoopQuery.OthersOutliveLoop(found, call, keyMember) || !rows[0].IsValueType && SharedRows.AreChanged(rows[0], found.Model, cancellationToken))
        {
            return null;
        }

        var keys = found.FreeName(LoopCall.PluralOf(lookup.Parameter), "keys", "allKeys");
        if (text.MapEdit(lookup.Comparison, $"{lookup.ColumnText} = ANY(@{keys})") is not { } sqlEdit || !found.Syntax.Span.Contains(sqlEdit.Location.SourceSpan))
            return null;

        var row = rows[0];
        var byKey = found.FreeName(CodeText.Camel(row.Name).TrimStart('@') + "sBy" + rowKey.Name, "rowsByKey");
        var item = found.FreeName("row", "item", "found");
        var query = found.Rewrite(new(sqlEdit.Location.SourceSpan, sqlEdit.NewText), new(keyMember.Span, keys));
        if (call.IsAsync)
            query = $"await {query}{call.ConfigureAwait}";

        var indentation = CodeText.IndentationOf(call.Loop);
        var lineBreak = CodeText.LineBreakOf(call.Loop);
        var lines = string.Concat(
            $"var {keys} = {key.AllOf(call.Loop, call.NameOf(key.Type))}.ToArray();", lineBreak, indentation,
            $"var {byKey} = ({keys}.Length == 0", lineBreak, indentation,
            $"    ? {call.NameOf("System.Linq", "Enumerable")}.Empty<{call.NameOf(row)}>()", lineBreak, indentation,
            $"    : {query}).ToLookup({item} => {item}.{rowKey.Name});", lineBreak, indentation);
        return [new(new TextSpan(call.Loop.SpanStart, 0), lines), new(call.Whole.Span, call.InPlace($"{byKey}[{key.Text}]"))];
    }
}
