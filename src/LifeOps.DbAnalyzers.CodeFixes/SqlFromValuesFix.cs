using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1010: a parameter in the place of a value in quotes. Only where the text is written at the call or command itself, and the literal is
/// text, as a string parameter is. A value that may be null stays the empty text that it was.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SqlFromValuesFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.SqlFromValues.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => OneAfterAnother.FixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || DataAccessSymbols.Create(model.Compilation) is not { } symbols)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax value
                || UseAround(value, model, symbols, context.CancellationToken) is not { } use
                || Changes(value, use, model, context.Document.Project.AnalyzerOptions, context.CancellationToken) is not { } changes)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create("Send it as a parameter", async cancellationToken =>
                {
                    var text = await context.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                    return context.Document.WithText(text.WithChanges(changes.OrderBy(change => change.Span.Start)));
                }, equivalenceKey: nameof(SqlFromValuesFix)),
                diagnostic);
        }
    }

    /// <summary>The place that takes the text, when the value stands in the expression that it takes.</summary>
    private static SqlUse? UseAround(ExpressionSyntax value, SemanticModel model, DataAccessSymbols symbols, CancellationToken cancellationToken)
    {
        foreach (var ancestor in value.Ancestors())
        {
            if (ancestor is StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax)
                return null;
            if (ancestor is ArgumentSyntax or AssignmentExpressionSyntax && model.GetOperation(ancestor, cancellationToken) is { } operation && symbols.RecognizeSql(operation) is { } use)
                return use;
        }

        return null;
    }

    private static List<TextChange>? Changes(ExpressionSyntax value, SqlUse use, SemanticModel model, Microsoft.CodeAnalysis.Diagnostics.AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var texts = new SqlTextReader(model.Compilation).Read(use, cancellationToken);
        if (texts.Length != 1 || texts[0] is not { } text)
            return null;
        var script = text.Parse(cancellationToken);
        var schema = SchemaProvider.GetSchema(options, script, cancellationToken);
        foreach (var hole in text.Options.Holes)
        {
            if (!text.Map(hole.Span).SourceSpan.Contains(value.Span) || QuotedValue.Find(script, hole, schema) is not { } quoted)
                continue;
            if (LiteralIn(value, text, quoted) is not { } literal)
                return null;
            var taken = script.Statements.SelectMany(statement => statement.DescendantsAndSelf()).OfType<ParamRef>().ToList();
            if (taken.Exists(parameter => parameter.Number != 0))
                return null;
            var name = NameFor(value, taken.Select(parameter => parameter.Name.Value ?? ""));
            var changes = use.Library == DataAccessLibrary.Dapper
                ? GiveToDapper(value, name, model, cancellationToken)
                : use.Library == DataAccessLibrary.AdoNet ? GiveToCommand(value, name, model) : null;
            changes?.Add(new(literal, quoted.With("@" + name)));
            return changes;
        }

        return null;
    }

    /// <summary>The literal in the source: within one interpolated string, or from one plain literal over the value to the next of the same kind.</summary>
    private static TextSpan? LiteralIn(ExpressionSyntax value, SqlText text, QuotedValue quoted)
    {
        var first = text.Map(new(quoted.Literal.Start, 1));
        var last = text.Map(new(quoted.Literal.End - 1, 1));
        if (first.SourceTree != value.SyntaxTree || last.SourceTree != value.SyntaxTree || last.SourceSpan.End <= first.SourceSpan.Start)
            return null;
        var span = TextSpan.FromBounds(first.SourceSpan.Start, last.SourceSpan.End);
        var root = value.SyntaxTree.GetRoot();
        var (opening, closing) = (root.FindToken(span.Start), root.FindToken(span.End - 1));
        var isOneString = value.Ancestors().OfType<InterpolatedStringExpressionSyntax>().FirstOrDefault() is { } interpolated && interpolated.Span.Contains(span)
            && interpolated.Contents.OfType<InterpolationSyntax>().Count(hole => span.Contains(hole.Span)) == 1;
        var areAlike = opening.IsKind(SyntaxKind.StringLiteralToken) && closing.IsKind(SyntaxKind.StringLiteralToken)
            && opening.Text.StartsWith("@", System.StringComparison.Ordinal) == closing.Text.StartsWith("@", System.StringComparison.Ordinal);

        // What is between the quotes is written anew: it must need no escapes.
        var isPlain = (quoted.Before + quoted.After).IndexOfAny(['"', '\\', '{', '}', '\r', '\n']) < 0;
        return isPlain && span.Contains(value.Span) && (isOneString || areAlike) ? span : null;
    }

    private static string NameFor(ExpressionSyntax value, IEnumerable<string> taken)
    {
        var name = value switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax access => CodeText.Camel(access.Name.Identifier.ValueText).TrimStart('@'),
            _ => "value",
        };
        var used = new HashSet<string>(taken, System.StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.Ancestors().OfType<InvocationExpressionSyntax>().SelectMany(call => call.DescendantNodes().OfType<AnonymousObjectMemberDeclaratorSyntax>()))
            used.Add(MemberName(member));
        var candidate = name;
        for (var n = 2; used.Contains(candidate); n++)
            candidate = name + n;
        return candidate;
    }

    private static string MemberName(AnonymousObjectMemberDeclaratorSyntax member) =>
        member.NameEquals?.Name.Identifier.ValueText ?? member.Expression.GetLastToken().ValueText;

    private static string ValueText(ExpressionSyntax value, SemanticModel model)
    {
        // In an interpolation a null is an empty text; a parameter would be NULL.
        var text = value.ToString();
        if (model.GetTypeInfo(value).Nullability.FlowState == NullableFlowState.NotNull)
            return text;
        return value is ConditionalExpressionSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax ? "(" + text + ") ?? \"\"" : text + " ?? \"\"";
    }

    private static List<TextChange>? GiveToDapper(ExpressionSyntax value, string name, SemanticModel model, CancellationToken cancellationToken)
    {
        if (value.Ancestors().OfType<ArgumentSyntax>().LastOrDefault(argument => argument.Parent?.Parent is InvocationExpressionSyntax && !value.Ancestors().TakeWhile(node => node != argument).Any(node => node is StatementSyntax or AnonymousFunctionExpressionSyntax)) is not { Parent: ArgumentListSyntax list } sql
            || list.Parent is not InvocationExpressionSyntax call
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation { TargetMethod.ContainingType.Name: "SqlMapper" } invocation)
        {
            return null;
        }

        var member = ValueText(value, model) is var text && text == name ? name : name + " = " + text;
        if (invocation.Arguments.GivenArgumentOf("param") is { } given)
        {
            return given.WithoutConversions().Syntax is AnonymousObjectCreationExpressionSyntax { Initializers: { Count: > 0 } members }
                ? [new(new TextSpan(members.Last().Span.End, 0), ", " + member)]
                : null;
        }

        return list.Arguments.SkipWhile(argument => argument != sql).Skip(1).Any(argument => argument.NameColon is null)
            ? null
            : [new(new TextSpan(sql.Span.End, 0), sql.NameColon is null ? $", new {{ {member} }}" : $", param: new {{ {member} }}")];
    }

    private static List<TextChange>? GiveToCommand(ExpressionSyntax value, string name, SemanticModel model)
    {
        if (value.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } statement)
            return null;
        var command = statement switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables }
                when variables[0].Initializer is { Value: BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax } && model.GetDeclaredSymbol(variables[0]) is ILocalSymbol { Type.Name: "NpgsqlCommand" } local => local.Name,
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CommandText", Expression: IdentifierNameSyntax holder } } }
                when model.GetTypeInfo(holder).Type is { Name: "NpgsqlCommand" } => holder.Identifier.Text,
            _ => null,
        };
        return command is null
            ? null
            : [new(new TextSpan(statement.Span.End, 0), $"{CodeText.LineBreakOf(statement)}{CodeText.IndentationOf(statement)}{command}.Parameters.AddWithValue(\"{name}\", {ValueText(value, model)});")];
    }
}
