using System;
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
/// LDB1001: Dapper's query for one row by a unique key, once per element of a foreach, becomes one query with = ANY in front of the
/// loop and a dictionary in it. What happens for a missing row stays: null, or the same exception.
/// </summary>
/// <remarks>
/// Proven before it is offered: the key is unique by the schema and among the results; it is a property of the element, of a type
/// that the server and C# compare alike; the collection can be gone through twice; every iteration asks; nothing else in the loop
/// talks to the database or changes what was read. No element, no query; a key that is null finds nothing.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SingleRowLoopFix() : FoundCallFix(RuleCatalog.QueryInLoop, "Read all rows with one query in front of the loop")
{
    private protected override IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (found.Call is not { Library: DataAccessLibrary.Dapper, Shape: ResultShape.SingleRow } || found.Invocation.TargetMethod is not { TypeArguments: { Length: 1 } rows } method
            || LoopCall.Find(found, cancellationToken) is not { } call
            || found.ReadSql(cancellationToken) is not { } text || found.ReadSchema(cancellationToken) is not { } schema
            || KeyLookup.Find(text.Parse(cancellationToken), schema) is not { } lookup
            || DapperLoopQuery.Member(found, lookup.Parameter) is not { } keyMember
            || call.KeyOf(keyMember.Expression) is not { } key
            || DapperLoopQuery.RowKey(rows[0], lookup.Column.Name, found.Model, cancellationToken) is not { } rowKey || !SymbolEqualityComparer.Default.Equals(rowKey.Type, key.Type)
            || !DapperLoopQuery.OthersOutliveLoop(found, call, keyMember) || !call.IsAsync && DapperLoopQuery.HasPlaceOfBuffered(found) || !call.CanShareResult(rows[0], cancellationToken))
        {
            return null;
        }

        var keys = found.FreeName(LoopCall.PluralOf(lookup.Parameter), "keys", "allKeys");
        if (text.MapEdit(lookup.Comparison, $"{lookup.ColumnText} = ANY(@{keys})") is not { } sqlEdit
            || !found.Syntax.Span.Contains(sqlEdit.Location.SourceSpan))
        {
            return null;
        }

        var row = rows[0];
        var byKey = found.FreeName(CodeText.Camel(row.Name).TrimStart('@') + "By" + rowKey.Name, "rowsByKey");
        var item = found.FreeName("row", "item", "found");
        var hit = found.FreeName("existing", "hit", "found");

        // The call as it is, with the other method, text and key.
        var query = found.Rewrite(
            new(((MemberAccessExpressionSyntax)found.Syntax.Expression).Name.Identifier.Span, call.IsAsync ? "QueryAsync" : "Query"),
            new(sqlEdit.Location.SourceSpan, sqlEdit.NewText),
            new(keyMember.Span, keys));
        if (call.IsAsync)
            query = $"(await {query}{call.ConfigureAwait})";

        var indentation = CodeText.IndentationOf(call.Loop);
        var lineBreak = CodeText.LineBreakOf(call.Loop);
        var keyName = call.NameOf(key.Type);
        var lines = string.Concat(
            $"var {keys} = {key.AllOf(call.Loop, keyName)}.ToArray();", lineBreak, indentation,
            $"var {byKey} = {keys}.Length == 0", lineBreak, indentation,
            $"    ? new {call.NameOf("System.Collections.Generic", "Dictionary")}<{keyName}, {call.NameOf(row)}>()", lineBreak, indentation,
            $"    : {query}.ToDictionary({item} => {item}.{rowKey.Name});", lineBreak, indentation);

        // Dapper's QuerySingle and QueryFirst end with Enumerable.Single's exception and its message.
        var test = key.Test(byKey + ".TryGetValue(", $", out var {hit})", found.FreeName("key", "given"));
        var missing = method.Name.Contains("OrDefault")
            ? row.IsValueType ? "default" : "null"
            : $"throw new {call.NameOf("System", "InvalidOperationException")}(\"Sequence contains no elements\")";
        return [new(new TextSpan(call.Loop.SpanStart, 0), lines), new(call.Whole.Span, call.InPlace($"{test} ? {hit} : {missing}"))];
    }
}
