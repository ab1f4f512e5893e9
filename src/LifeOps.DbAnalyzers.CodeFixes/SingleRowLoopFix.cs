using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Queries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1001: Dapper's query for one row by a unique key, once per element of a foreach, becomes one query with = ANY in front of the
/// loop and a dictionary in it. What happens for a missing row stays: null, or the same exception.
/// </summary>
/// <remarks>
/// Proven before it is offered: the key is unique by the schema and among the results; it is a property of the element, of a type
/// that the server and C# compare alike and that is never null; the collection can be gone through twice; every iteration asks;
/// nothing else in the loop talks to the database or changes what was read. No element, no query.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SingleRowLoopFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.QueryInLoop.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FoundCall.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { Call.Library: DataAccessLibrary.Dapper } found
                || Plan(found, context.CancellationToken) is not { } changes)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create("Read all rows with one query in front of the loop", async cancellationToken =>
                {
                    var text = await found.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                    return found.Document.WithText(text.WithChanges(changes.OrderBy(change => change.Span.Start)));
                }, equivalenceKey: nameof(SingleRowLoopFix)),
                diagnostic);
        }
    }

    private static List<TextChange>? Plan(FoundCall found, CancellationToken cancellationToken)
    {
        var method = found.Invocation.TargetMethod;
        if (method.TypeArguments.Length != 1 || !method.Name.StartsWith("QuerySingle", StringComparison.Ordinal) && !method.Name.StartsWith("QueryFirst", StringComparison.Ordinal))
            return null;
        if (method.Name.EndsWith("Async", StringComparison.Ordinal) != WholeExpression(found, out _) is AwaitExpressionSyntax)
            return null;
        if (LoopAround(found) is not { } loop || !CanGoThroughTwice(loop, found.Model) || !AsksInEveryIteration(found, loop)
            || found.ReadSql(cancellationToken) is not { } text || found.ReadSchema(cancellationToken) is not { } schema
            || KeyLookup.Find(text.Parse(cancellationToken), schema) is not { } lookup
            || KeyMember(found, lookup) is not ({ } keyMember, { } members)
            || found.Model.GetOperation(ValueOf(keyMember)) is not { Type: { } keyType } key || !IsComparedAlike(keyType)
            || !IsPropertyOfElement(key.WithoutConversions(), loop, found.Model)
            || RowKey(method.TypeArguments[0], lookup.Column.Name) is not { } rowKey || !SymbolEqualityComparer.Default.Equals(rowKey.Type, keyType)
            || !OthersOutliveLoop(found, loop, members, keyMember)
            || !HasLinq(found) || ChangesRow(found, loop)
            || !new LoopBody(found.Model, found.Symbols, cancellationToken).TalksToDatabaseOnlyAt(loop.Statement, found.Call.Operation))
        {
            return null;
        }

        var keys = found.FreeName(PluralOf(lookup.Parameter), "keys", "allKeys");
        if (text.MapEdit(lookup.Comparison, $"{lookup.ColumnText} = ANY(@{keys})") is not { } sqlEdit
            || !found.Syntax.Span.Contains(sqlEdit.Location.SourceSpan))
        {
            return null;
        }

        return Write(found, loop, method, keys, keyMember, keyType, rowKey, sqlEdit.Location.SourceSpan, sqlEdit.NewText);
    }

    private static List<TextChange> Write(
        FoundCall found, ForEachStatementSyntax loop, IMethodSymbol method, string keys, AnonymousObjectMemberDeclaratorSyntax keyMember, ITypeSymbol keyType,
        IPropertySymbol rowKey, TextSpan sqlSpan, string sqlText)
    {
        var row = method.TypeArguments[0];
        var rowName = row.ToMinimalDisplayString(found.Model, found.Syntax.SpanStart);
        var keyName = keyType.ToMinimalDisplayString(found.Model, found.Syntax.SpanStart);
        var dictionaryName = DictionaryName(found);
        var byKey = found.FreeName(CodeText.Camel(row.Name).TrimStart('@') + "By" + rowKey.Name, "rowsByKey");
        var item = found.FreeName("row", "item", "found");
        var hit = found.FreeName("existing", "hit", "found");

        // The call as it is, with the other method, text and key.
        var isAsync = method.Name.EndsWith("Async", StringComparison.Ordinal);
        var start = found.Syntax.SpanStart;
        var query = found.Syntax.ToString();
        var name = ((MemberAccessExpressionSyntax)found.Syntax.Expression).Name;
        var edits = new[]
        {
            new TextChange(name.Identifier.Span, isAsync ? "QueryAsync" : "Query"),
            new TextChange(sqlSpan, sqlText),
            new TextChange(keyMember.Span, keys),
        };
        foreach (var edit in edits.OrderByDescending(edit => edit.Span.Start))
            query = query.Remove(edit.Span.Start - start, edit.Span.Length).Insert(edit.Span.Start - start, edit.NewText!);

        var whole = WholeExpression(found, out var configureAwait);
        if (isAsync)
            query = $"(await {query}{configureAwait})";

        var element = loop.Identifier.ValueText;
        var key = ValueOf(keyMember).ToString();
        var source = loop.Expression.ToString();
        var selected = key == element ? source : $"{source}.Select({element} => {key})";
        var indentation = CodeText.IndentationOf(loop);
        var lineBreak = CodeText.LineBreakOf(loop);
        var lines = string.Concat(
            $"var {keys} = {selected}.Distinct().ToArray();", lineBreak, indentation,
            $"var {byKey} = {keys}.Length == 0", lineBreak, indentation,
            $"    ? new {dictionaryName}<{keyName}, {rowName}>()", lineBreak, indentation,
            $"    : {query}.ToDictionary({item} => {item}.{rowKey.Name});", lineBreak, indentation);

        // Dapper's QuerySingle and QueryFirst end with Enumerable.Single's exception and its message.
        var missing = method.Name.Contains("OrDefault")
            ? $"{byKey}.TryGetValue({key}, out var {hit}) ? {hit} : {(row.IsValueType ? "default" : "null")}"
            : $"{byKey}.TryGetValue({key}, out var {hit}) ? {hit} : throw new {ExceptionName(found)}(\"Sequence contains no elements\")";
        var needsParentheses = whole.Parent is not (EqualsValueClauseSyntax or ArgumentSyntax or AssignmentExpressionSyntax or ParenthesizedExpressionSyntax);
        return
        [
            new(new TextSpan(loop.SpanStart, 0), lines),
            new(whole.Span, needsParentheses ? "(" + missing + ")" : missing),
        ];
    }

    private static ForEachStatementSyntax? LoopAround(FoundCall found)
    {
        for (var node = found.Syntax.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ForEachStatementSyntax { AwaitKeyword.RawKind: 0, Parent: BlockSyntax } loop:
                    return loop.Statement.Span.Contains(found.Syntax.Span) ? loop : null;
                case StatementSyntax and (ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax or TryStatementSyntax or IfStatementSyntax or SwitchStatementSyntax):
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax:
                case SwitchExpressionSyntax:
                case ConditionalExpressionSyntax choice when !choice.Condition.Span.Contains(found.Syntax.Span):
                case ConditionalAccessExpressionSyntax access when !access.Expression.Span.Contains(found.Syntax.Span):
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } binary when !binary.Left.Span.Contains(found.Syntax.Span):
                    return null;
            }
        }

        return null;
    }

    // A list, not a query or an iterator; named by a variable, so that reading it twice gives the same.
    private static bool CanGoThroughTwice(ForEachStatementSyntax loop, SemanticModel model)
    {
        if (model.GetSymbolInfo(loop.Expression).Symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol)
            || loop.Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax }))
        {
            return false;
        }

        var type = model.GetTypeInfo(loop.Expression).Type;
        return type is IArrayTypeSymbol
            || type is INamedTypeSymbol named && (IsCountable(named) || named.AllInterfaces.Any(IsCountable));
    }

    private static bool IsCountable(INamedTypeSymbol type) =>
        type.OriginalDefinition.SpecialType is SpecialType.System_Collections_Generic_IReadOnlyCollection_T or SpecialType.System_Collections_Generic_ICollection_T
            or SpecialType.System_Collections_Generic_IReadOnlyList_T or SpecialType.System_Collections_Generic_IList_T;

    // A statement of the body itself, with no way past it.
    private static bool AsksInEveryIteration(FoundCall found, ForEachStatementSyntax loop)
    {
        if (loop.Statement is not BlockSyntax block)
            return true;
        foreach (var statement in block.Statements)
        {
            if (statement.Span.Contains(found.Syntax.Span))
                return true;
            if (statement.DescendantNodesAndSelf().Any(node => node is ContinueStatementSyntax or BreakStatementSyntax or ReturnStatementSyntax or GotoStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or YieldStatementSyntax))
                return false;
        }

        return false;
    }

    /// <summary>The member of the anonymous parameter object that holds the key, and all members.</summary>
    private static (AnonymousObjectMemberDeclaratorSyntax? Key, SeparatedSyntaxList<AnonymousObjectMemberDeclaratorSyntax>? Members) KeyMember(FoundCall found, KeyLookup lookup)
    {
        if (found.Call.Parameters?.WithoutConversions().Syntax is not AnonymousObjectCreationExpressionSyntax { Initializers: var members })
            return default;
        var matching = members.Where(member => string.Equals(NameOf(member), lookup.Parameter, StringComparison.OrdinalIgnoreCase)).ToList();
        return matching.Count == 1 ? (matching[0], members) : default;
    }

    private static string NameOf(AnonymousObjectMemberDeclaratorSyntax member) =>
        member.NameEquals?.Name.Identifier.ValueText ?? member.Expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => "",
        };

    private static ExpressionSyntax ValueOf(AnonymousObjectMemberDeclaratorSyntax member) => member.Expression;

    // Types that = compares in SQL as Equals does in C#; text has collations, citext and padding.
    private static bool IsComparedAlike(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64
        || type is { Name: "Guid", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    // The element itself, or a property that only stores a value and that the loop does not change.
    private static bool IsPropertyOfElement(IOperation key, ForEachStatementSyntax loop, SemanticModel model)
    {
        var element = model.GetDeclaredSymbol(loop);
        switch (key)
        {
            case ILocalReferenceOperation local:
                return SymbolEqualityComparer.Default.Equals(local.Local, element);
            case IPropertyReferenceOperation { Instance: ILocalReferenceOperation owner, Property: var property } when SymbolEqualityComparer.Default.Equals(owner.Local, element):
                return IsStored(property) && !loop.Statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
                    SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left).Symbol, property));
            default:
                return false;
        }
    }

    private static bool IsStored(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.IsEmpty
            ? property.ContainingType.IsAnonymousType || property.ContainingType.IsTupleType
            : property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() switch
            {
                PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } => accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null),
                ParameterSyntax => true,
                _ => false,
            });

    // Dapper fills the member that has the column's name, whatever its case.
    private static IPropertySymbol? RowKey(ITypeSymbol row, string column)
    {
        for (ITypeSymbol? type = row; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, GetMethod.DeclaredAccessibility: Accessibility.Public } property && string.Equals(property.Name, column, StringComparison.OrdinalIgnoreCase))
                    return property;
            }
        }

        return null;
    }

    private static bool OthersOutliveLoop(
        FoundCall found, ForEachStatementSyntax loop, SeparatedSyntaxList<AnonymousObjectMemberDeclaratorSyntax>? members, AnonymousObjectMemberDeclaratorSyntax keyMember)
    {
        var others = members!.Value.Where(member => member != keyMember).Select(member => (SyntaxNode)member.Expression)
            .Concat(found.Syntax.ArgumentList.Arguments.Where(argument => !argument.Span.Contains(keyMember.Span)).Select(argument => (SyntaxNode)argument.Expression))
            .Append(((MemberAccessExpressionSyntax)found.Syntax.Expression).Expression);
        foreach (var other in others)
        {
            foreach (var node in other.DescendantNodesAndSelf())
            {
                if (node is InvocationExpressionSyntax or ObjectCreationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax)
                    return false;
                if (node is not IdentifierNameSyntax name || found.Model.GetSymbolInfo(name).Symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol) || found.Model.GetSymbolInfo(name).Symbol is not { } symbol)
                    continue;
                if (symbol.DeclaringSyntaxReferences.Any(reference => loop.Span.Contains(reference.Span) && reference.SyntaxTree == loop.SyntaxTree) || IsAssigned(loop, symbol, found.Model))
                    return false;
            }
        }

        return true;
    }

    private static bool IsAssigned(ForEachStatementSyntax loop, ISymbol symbol, SemanticModel model) =>
        loop.Statement.DescendantNodes().Any(node => node switch
        {
            AssignmentExpressionSyntax assignment => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(assignment.Left).Symbol, symbol),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } unary => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(unary.Operand).Symbol, symbol),
            PostfixUnaryExpressionSyntax unary => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(unary.Operand).Symbol, symbol),
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(argument.Expression).Symbol, symbol),
            _ => false,
        });

    // Two elements with the same key share the row now: it must not be written to in the loop.
    private static bool ChangesRow(FoundCall found, ForEachStatementSyntax loop)
    {
        if (WholeExpression(found, out _).Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } || found.Model.GetDeclaredSymbol(declarator) is not { } local)
            return false;
        return loop.Statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            assignment.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } && SymbolEqualityComparer.Default.Equals(found.Model.GetSymbolInfo(owner).Symbol, local))
            || IsAssigned(loop, local, found.Model);
    }

    private static bool HasLinq(FoundCall found) =>
        found.Model.LookupNamespacesAndTypes(found.Syntax.SpanStart, name: "Enumerable").Any(symbol => symbol.ContainingNamespace?.ToDisplayString() == "System.Linq");

    private static string DictionaryName(FoundCall found) =>
        found.Model.LookupNamespacesAndTypes(found.Syntax.SpanStart, name: "Dictionary").Any(symbol => symbol.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic")
            ? "Dictionary"
            : "System.Collections.Generic.Dictionary";

    private static string ExceptionName(FoundCall found) =>
        found.Model.LookupNamespacesAndTypes(found.Syntax.SpanStart, name: "InvalidOperationException").Any(symbol => symbol.ContainingNamespace?.Name == "System")
            ? "InvalidOperationException"
            : "System.InvalidOperationException";

    /// <summary>The call with its ConfigureAwait and await.</summary>
    private static ExpressionSyntax WholeExpression(FoundCall found, out string configureAwait)
    {
        ExpressionSyntax expression = found.Syntax;
        configureAwait = "";
        if (expression.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured })
        {
            configureAwait = ".ConfigureAwait" + configured.ArgumentList;
            expression = configured;
        }

        return expression.Parent is AwaitExpressionSyntax awaited ? awaited : expression;
    }

    private static string PluralOf(string name)
    {
        var camel = CodeText.Camel(name).TrimStart('@');
        return camel.EndsWith("s", StringComparison.Ordinal) ? camel + "List" : camel + "s";
    }
}
