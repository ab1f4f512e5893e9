using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Queries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1002: makes the query return one page in the order of the primary key. SQL gets ORDER BY and LIMIT with a parameter that the
/// call hands over, an EF Core query OrderBy and Take. Only where the text belongs to this call alone and the key is known.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PageQueryFix() : FoundCallFix(RuleCatalog.UnpaginatedQuery, "Read one page")
{
    private protected override IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(UnpaginatedQuery.KeyProperty, out var key) || key is null
            || !diagnostic.Properties.TryGetValue(UnpaginatedQuery.PageSizeProperty, out var pageSize) || pageSize is null)
        {
            return null;
        }

        return found.Call switch
        {
            { Library: DataAccessLibrary.EfCore, SqlTexts.IsEmpty: true } => PageQueryable(found, key, pageSize),
            { Library: DataAccessLibrary.Dapper } => PageDapper(found, pageSize, cancellationToken),
            { Library: DataAccessLibrary.AdoNet } => PageCommand(found, pageSize, cancellationToken),
            _ => null,
        };
    }

    private static List<TextChange>? PageDapper(FoundCall found, string pageSize, CancellationToken cancellationToken)
    {
        if (PageSql(found, cancellationToken) is not ({ } changes, { Parameter: { } name }))
            return null;

        var arguments = found.Invocation.Arguments;
        if (arguments.GivenArgumentOf("param") is { } given)
        {
            if (given.WithoutConversions().Syntax is not AnonymousObjectCreationExpressionSyntax { Initializers: var members } || members.Count == 0)
                return null;
            changes.Add(new(new TextSpan(members.Last().Span.End, 0), $", {name} = {pageSize}"));
            return changes;
        }

        // Behind the text; what follows keeps its names.
        var list = found.Syntax.ArgumentList.Arguments;
        var sql = list.FirstOrDefault(argument => argument.Expression == found.Call.Sql!.Syntax);
        if (sql is null || list.SkipWhile(argument => argument != sql).Skip(1).Any(argument => argument.NameColon is null))
            return null;
        changes.Add(new(new TextSpan(sql.Span.End, 0), sql.NameColon is null ? $", new {{ {name} = {pageSize} }}" : $", param: new {{ {name} = {pageSize} }}"));
        return changes;
    }

    private static List<TextChange>? PageCommand(FoundCall found, string pageSize, CancellationToken cancellationToken)
    {
        if (found.Call.Command?.WithoutConversions() is not ILocalReferenceOperation { Local: var command }
            || found.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } statement
            || PageSql(found, cancellationToken) is not ({ } changes, { } page)
            || found.Symbols.Flow.FactsOf(found.Invocation).ValuesOf(command).Length != 1)
        {
            return null;
        }

        var added = page.Parameter is { } name
            ? $"{command.Name}.Parameters.AddWithValue(\"{name}\", {pageSize});"
            : $"{command.Name}.Parameters.AddWithValue({pageSize});";
        if (command.Type is not INamedTypeSymbol { Name: "NpgsqlCommand" })
            return null;
        changes.Add(new(new TextSpan(statement.SpanStart, 0), added + CodeText.LineBreakOf(statement) + CodeText.IndentationOf(statement)));
        return changes;
    }

    private static (List<TextChange>? Changes, PageClause? Page) PageSql(FoundCall found, CancellationToken cancellationToken)
    {
        if (found.ReadSql(cancellationToken) is not { } text || found.ReadSchema(cancellationToken) is not { } schema)
            return default;
        var script = text.Parse(cancellationToken);
        var bound = new ResultBounds(schema, largeTableRows: 0).Of(script, text.Options);
        if (bound.Table is not { } table || PageClause.Create(script, table) is not { } page)
            return default;

        var member = found.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var changes = new List<TextChange>();
        foreach (var edit in page.Edits)
        {
            // A constant that others use as well must stay as it is.
            if (text.MapEdit(edit.Span, edit.NewText) is not { } mapped || mapped.Location.SourceTree != found.Root.SyntaxTree
                || member is null || !member.Span.Contains(mapped.Location.SourceSpan) || !BelongsToCall(found, mapped.Location.SourceSpan))
            {
                return default;
            }

            changes.Add(new(mapped.Location.SourceSpan, mapped.NewText));
        }

        return (changes, page);
    }

    // The literal stands in the call, in the command that the call executes, or in a local that is read once.
    private static bool BelongsToCall(FoundCall found, TextSpan literal)
    {
        if (found.Syntax.Span.Contains(literal))
            return true;
        if (found.Call.Command is not null && found.Call.Sql is { } sql && sql.Syntax.Span.Contains(literal))
            return ReadsOfDeclaration(found, found.Call.Command) is not null;
        return found.Call.Sql?.WithoutConversions() is ILocalReferenceOperation { Local: { IsConst: false } local }
            && found.Root.DescendantNodes(found.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.Span)
                .OfType<IdentifierNameSyntax>()
                .Count(name => name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(found.Model.GetSymbolInfo(name).Symbol, local)) == 1;
    }

    // A command that is executed once.
    private static ILocalSymbol? ReadsOfDeclaration(FoundCall found, IOperation command)
    {
        if (command.WithoutConversions() is not ILocalReferenceOperation { Local: var local })
            return null;
        var executions = found.Root.DescendantNodes(found.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.Span)
            .OfType<InvocationExpressionSyntax>()
            .Count(invocation => invocation.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name, Name.Identifier.ValueText: var method }
                && method.StartsWith("Execute", System.StringComparison.Ordinal)
                && SymbolEqualityComparer.Default.Equals(found.Model.GetSymbolInfo(name).Symbol, local));
        return executions == 1 ? local : null;
    }

    private static List<TextChange>? PageQueryable(FoundCall found, string key, string pageSize)
    {
        if (found.Syntax.Expression is not MemberAccessExpressionSyntax { Expression: var source }
            || found.Model.GetTypeInfo(source).Type is not { } type
            || !HasLinq(found))
        {
            return null;
        }

        // A page of a projection is the projection of a page: the key is still there in front of Select.
        while (source is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select", Expression: var inner } })
            source = inner;
        if (found.Model.GetTypeInfo(source).Type is not INamedTypeSymbol { TypeArguments: { Length: >= 1 } arguments } sourceType
            || !HasProperty(arguments[0], key))
        {
            return null;
        }

        var row = RowName(found, arguments[0]);
        var isOrdered = sourceType.Name == "IOrderedQueryable";
        var order = isOrdered && OrdersBy(source, key) ? "" : $".{(isOrdered ? "ThenBy" : "OrderBy")}({row} => {row}.{key})";
        return [new(new TextSpan(source.Span.End, 0), $"{order}.Take({pageSize})")];
    }

    private static bool HasLinq(FoundCall found) =>
        found.Model.LookupNamespacesAndTypes(found.Syntax.SpanStart, name: "Queryable").Any(symbol => symbol.ContainingNamespace?.ToDisplayString() == "System.Linq");

    private static bool HasProperty(ITypeSymbol entity, string name)
    {
        for (ITypeSymbol? type = entity; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).Any(member => member is IPropertySymbol))
                return true;
        }

        return false;
    }

    private static bool OrdersBy(ExpressionSyntax source, string key) =>
        source.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(invocation =>
            invocation.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" }
            && invocation.ArgumentList.Arguments.Count == 1
            && invocation.ArgumentList.Arguments[0].Expression is SimpleLambdaExpressionSyntax { Body: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } }
            && name == key);

    // The name that the query's own lambdas use, else the first letter of the entity.
    private static string RowName(FoundCall found, ITypeSymbol entity)
    {
        foreach (var lambda in found.Syntax.DescendantNodes().OfType<SimpleLambdaExpressionSyntax>())
        {
            if (SymbolEqualityComparer.Default.Equals((found.Model.GetSymbolInfo(lambda).Symbol as IMethodSymbol)?.Parameters.FirstOrDefault()?.Type, entity))
                return lambda.Parameter.Identifier.ValueText;
        }

        return found.FreeName(CodeText.Camel(entity.Name).TrimStart('@').Substring(0, 1), "x", "row");
    }
}
