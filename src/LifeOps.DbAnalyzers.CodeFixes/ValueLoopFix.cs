using System.Collections.Generic;
using System.Composition;
using System.Linq;
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
/// LDB1001: Dapper's query for one value by a unique key, once per element of a foreach (<c>ExecuteScalar&lt;string&gt;("SELECT name ... WHERE
/// id = @id")</c>), becomes one query for keys and values and a dictionary. The value is a column that is never NULL, of the type that is asked for.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ValueLoopFix() : FoundCallFix(RuleCatalog.QueryInLoop, "Read all values with one query in front of the loop")
{
    private protected override IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (found.Call is not { Library: DataAccessLibrary.Dapper, Shape: ResultShape.SingleRow or ResultShape.Scalar } || found.Invocation.TargetMethod is not { TypeArguments: { Length: 1 } types } method
            || LoopCall.Find(found, cancellationToken) is not { } call
            || found.ReadSql(cancellationToken) is not { } text || found.ReadSchema(cancellationToken) is not { } schema
            || KeyLookup.FindValue(text.Parse(cancellationToken), schema) is not var (lookup, value, start) || !value.IsNotNull || !KeyTypes.AreAlike(value.Type, types[0])
            || DapperLoopQuery.Member(found, lookup.Parameter) is not { } keyMember || call.KeyOf(keyMember.Expression) is not { } key || !KeyTypes.AreAlike(lookup.Column.Type, key.Type)
            || !DapperLoopQuery.OthersOutliveLoop(found, call, keyMember) || !call.IsAsync && DapperLoopQuery.HasPlaceOfBuffered(found))
        {
            return null;
        }

        var keys = found.FreeName(LoopCall.PluralOf(lookup.Parameter), "keys", "allKeys");
        if (text.MapEdit(lookup.Comparison, $"{lookup.ColumnText} = ANY(@{keys})") is not { } comparison || !found.Syntax.Span.Contains(comparison.Location.SourceSpan)
            || text.MapEdit(new(start, 0), lookup.ColumnText + ", ") is not { } results || !found.Syntax.Span.Contains(results.Location.SourceSpan)
            || ((MemberAccessExpressionSyntax)found.Syntax.Expression).Name is not GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } written } name)
        {
            return null;
        }

        var byKey = found.FreeName(CodeText.Camel(PascalOf(value.Name)) + "ByKey", "valuesByKey");
        var item = found.FreeName("row", "item", "found");
        var hit = found.FreeName("existing", "hit", "found");
        var (keyName, valueName) = (call.NameOf(key.Type), call.NameOf(types[0]));
        var query = found.Rewrite(
            new(name.Span, $"{(call.IsAsync ? "QueryAsync" : "Query")}<({keyName} Key, {valueName} Value)>"),
            new(results.Location.SourceSpan, results.NewText),
            new(comparison.Location.SourceSpan, comparison.NewText),
            new(keyMember.Span, keys));
        if (call.IsAsync)
            query = $"(await {query}{call.ConfigureAwait})";

        var indentation = CodeText.IndentationOf(call.Loop);
        var lineBreak = CodeText.LineBreakOf(call.Loop);
        var lines = string.Concat(
            $"var {keys} = {key.AllOf(call.Loop, keyName)}.ToArray();", lineBreak, indentation,
            $"var {byKey} = {keys}.Length == 0", lineBreak, indentation,
            $"    ? new {call.NameOf("System.Collections.Generic", "Dictionary")}<{keyName}, {valueName}>()", lineBreak, indentation,
            $"    : {query}.ToDictionary({item} => {item}.Key, {item} => {item}.Value);", lineBreak, indentation);

        // ExecuteScalar gives the default of the type where there is no row.
        var test = key.Test(byKey + ".TryGetValue(", $", out var {hit})", found.FreeName("key", "given"));
        var missing = found.Call.Shape == ResultShape.Scalar || method.Name.Contains("OrDefault") ? $"default({written[0]})" : $"throw new {call.NameOf("System", "InvalidOperationException")}(\"Sequence contains no elements\")";
        return [new(new TextSpan(call.Loop.SpanStart, 0), lines), new(call.Whole.Span, call.InPlace($"{test} ? {hit} : {missing}"))];
    }

    // first_name is FirstName.
    private static string PascalOf(string column) => string.Concat(column.Split('_').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
}
