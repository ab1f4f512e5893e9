using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1001 behind a call: a method that reads one row per element, in a foreach or in <c>Task.WhenAll(xs.Select(...))</c>, gives way to its
/// sibling that reads the rows of all keys. See <see cref="PluralSibling"/> for what makes it the sibling.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PluralSiblingFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.QueryInLoop.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => OneAfterAnother.FixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
                || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
                || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
                || root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
                || DataAccessSymbols.Create(model.Compilation) is not { } symbols
                || model.GetOperation(call, context.CancellationToken) is not IInvocationOperation invocation || symbols.Recognize(invocation) is not null
                || SchemaProvider.GetSchema(context.Document.Project.AnalyzerOptions, context.CancellationToken) is not { } schema
                || PluralSibling.Find(invocation.TargetMethod, model, symbols, schema, context.CancellationToken) is not { } sibling
                || (PlanLoop(call, invocation, sibling, model, symbols, context.CancellationToken) ?? PlanWhenAll(call, sibling, model, context.CancellationToken)) is not { } changes)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create($"Read all rows with {sibling.Sibling.Name}", async cancellationToken =>
                {
                    var text = await context.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                    return context.Document.WithText(text.WithChanges(changes.OrderBy(change => change.Span.Start)));
                }, equivalenceKey: nameof(PluralSiblingFix)),
                diagnostic);
        }
    }

    private static IReadOnlyList<TextChange>? PlanLoop(
        InvocationExpressionSyntax syntax, IInvocationOperation invocation, PluralSibling sibling, SemanticModel model, DataAccessSymbols symbols, CancellationToken cancellationToken)
    {
        if (LoopCall.Find(model, symbols, invocation, syntax, cancellationToken) is not { } call || !call.CanShareResult(sibling.RowKey.ContainingType, cancellationToken)
            || call.KeyOf(syntax.ArgumentList.Arguments[0].Expression) is not { } key || !SymbolEqualityComparer.Default.Equals(key.Type, sibling.RowKey.Type)
            || !syntax.ArgumentList.Arguments.Skip(1).All(argument => call.OutlivesLoop(argument.Expression))
            || syntax.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && !call.OutlivesLoop(receiver))
        {
            return null;
        }

        var row = sibling.RowKey.ContainingType;
        var keys = CodeText.FreeName(model, syntax, LoopCall.PluralOf(sibling.RowKey.Name), "keys", "allKeys");
        var byKey = CodeText.FreeName(model, syntax, CodeText.Camel(row.Name).TrimStart('@') + "By" + sibling.RowKey.Name, "rowsByKey");
        var indentation = CodeText.IndentationOf(call.Loop);
        var lineBreak = CodeText.LineBreakOf(call.Loop);
        var keyName = call.NameOf(key.Type);
        var (copy, count) = CopyOf(sibling);
        var lines = string.Concat(
            $"var {keys} = {key.AllOf(call.Loop, keyName)}.{copy}();", lineBreak, indentation,
            $"var {byKey} = {keys}.{count} == 0", lineBreak, indentation,
            $"    ? new {call.NameOf("System.Collections.Generic", "Dictionary")}<{keyName}, {call.NameOf(row)}>()", lineBreak, indentation,
            $"    : {CallOfSibling(syntax, sibling, keys, call.IsAsync, call.ConfigureAwait)}.ToDictionary(row => row.{sibling.RowKey.Name});", lineBreak, indentation);
        return [new(new TextSpan(call.Loop.SpanStart, 0), lines), new(call.Whole.Span, call.InPlace(Lookup(key, byKey, sibling, model, syntax, call.NameOf("System", "InvalidOperationException"))))];
    }

    // var rows = await Task.WhenAll(items.Select(item => repository.GetAsync(item.Id)));
    private static IReadOnlyList<TextChange>? PlanWhenAll(InvocationExpressionSyntax syntax, PluralSibling sibling, SemanticModel model, CancellationToken cancellationToken)
    {
        if (syntax.Parent is not SimpleLambdaExpressionSyntax { Parameter: var element } lambda
            || lambda.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select", Expression: var source } } select } }
            || select.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WhenAll" } } whenAll } }
            || model.GetSymbolInfo(whenAll).Symbol is not IMethodSymbol { ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } }
            || LoopCall.WholeOf(whenAll, out var configureAwait) is not AwaitExpressionSyntax whole
            || whole.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } statement
            || statement is not (LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax)
            || !LoopCall.IsEvaluatedBy(statement, whole) || !LoopCall.CanGoThroughTwice(source, model)
            || syntax.ArgumentList.Arguments[0].Expression is not { } keyExpression || KeyOf(keyExpression, element, model) is not { } key
            || !SymbolEqualityComparer.Default.Equals(key.Type, sibling.RowKey.Type)
            || !syntax.ArgumentList.Arguments.Skip(1).All(argument => argument.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax)
            || syntax.Expression is MemberAccessExpressionSyntax { Expression: not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }) }
            || SharedRows.AreChanged(sibling.RowKey.ContainingType, model, cancellationToken))
        {
            return null;
        }

        var row = sibling.RowKey.ContainingType;
        var keys = CodeText.FreeName(model, syntax, LoopCall.PluralOf(sibling.RowKey.Name), "keys", "allKeys");
        var byKey = CodeText.FreeName(model, syntax, CodeText.Camel(row.Name).TrimStart('@') + "By" + sibling.RowKey.Name, "rowsByKey");
        var name = element.Identifier.ValueText;
        var keyName = key.Type.ToMinimalDisplayString(model, syntax.SpanStart);
        var selected = (key.Text == name ? source.ToString() : $"{source}.Select({name} => {key.Text})") + (key.IsNullable ? $".OfType<{keyName}>()" : "");
        var (copy, count) = CopyOf(sibling);
        var indentation = CodeText.IndentationOf(statement);
        var lineBreak = CodeText.LineBreakOf(statement);
        var lines = string.Concat(
            $"var {keys} = {selected}.Distinct().{copy}();", lineBreak, indentation,
            $"var {byKey} = {keys}.{count} == 0", lineBreak, indentation,
            $"    ? new System.Collections.Generic.Dictionary<{keyName}, {row.ToMinimalDisplayString(model, syntax.SpanStart)}>()", lineBreak, indentation,
            $"    : {CallOfSibling(syntax, sibling, keys, isAsync: true, configureAwait)}.ToDictionary(row => row.{sibling.RowKey.Name});", lineBreak, indentation);
        var replaced = $"{source}.Select({name} => {Lookup(key, byKey, sibling, model, syntax, "System.InvalidOperationException")}).ToArray()";
        return [new(new TextSpan(statement.SpanStart, 0), lines), new(whole.Span, replaced)];
    }

    private static LoopKey? KeyOf(ExpressionSyntax expression, ParameterSyntax element, SemanticModel model)
    {
        var isElement = expression is IdentifierNameSyntax name && name.Identifier.ValueText == element.Identifier.ValueText;
        var isProperty = expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } && owner.Identifier.ValueText == element.Identifier.ValueText
            && model.GetSymbolInfo(expression).Symbol is IPropertySymbol property && LoopCall.IsStored(property);
        if (!isElement && !isProperty || model.GetTypeInfo(expression).Type is not { } type)
            return null;
        var isNullable = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        var inner = isNullable ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        return LoopKey.IsComparedAlike(inner) ? new(expression.ToString(), inner, isNullable) : null;
    }

    private static string Lookup(LoopKey key, string byKey, PluralSibling sibling, SemanticModel model, SyntaxNode place, string exception)
    {
        var hit = CodeText.FreeName(model, place, "existing", "hit", "found");
        var test = key.Test(byKey + ".TryGetValue(", $", out var {hit})", CodeText.FreeName(model, place, "key", "given"));
        return $"{test} ? {hit} : {(sibling.ThrowsWhenMissing ? $"throw new {exception}(\"Sequence contains no elements\")" : "null")}";
    }

    private static string CallOfSibling(InvocationExpressionSyntax one, PluralSibling sibling, string keys, bool isAsync, string configureAwait)
    {
        var receiver = one.Expression is MemberAccessExpressionSyntax { Expression: var owner } ? owner + "." : "";
        var others = string.Concat(one.ArgumentList.Arguments.Skip(1).Select(argument => ", " + argument));
        var call = $"{receiver}{sibling.Sibling.Name}({keys}{others})";
        return isAsync ? $"(await {call}{configureAwait})" : call;
    }

    private static (string Copy, string Count) CopyOf(PluralSibling sibling) => sibling.Sibling.Parameters[0].Type is IArrayTypeSymbol ? ("ToArray", "Length") : ("ToList", "Count");
}
