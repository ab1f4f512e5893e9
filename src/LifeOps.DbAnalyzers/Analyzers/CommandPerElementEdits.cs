using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// The edits that turn <c>Execute("... WHERE id = @Id", items)</c> into one statement: <c>id = ANY(@Id)</c> with an array of the keys. Only
/// where it does the same: one DELETE, or one UPDATE that sets constants, whose only parameter is compared with a column; the number of
/// rows is not used; the list's elements have that property, of a type that PostgreSQL has arrays of; and a transaction is given, so that
/// a failure in the middle leaves nothing behind before and after. An INSERT of one row takes its values from <c>unnest</c> of an array per
/// column.
/// </summary>
/// <remarks>
/// A foreign key of a table to itself is checked once at the end of a statement: rows that refer to each other in the wrong order would be
/// let in. Such tables are left alone, and an INSERT is one statement only where the schema shows that there is no such key.
/// </remarks>
internal sealed class CommandPerElementEdits(Compilation compilation, AnalyzerOptions options)
{
    private readonly SqlTextReader _texts = new(compilation);
    private readonly INamedTypeSymbol? _listOf = compilation.GetTypeByMetadataName("System.Collections.Generic.IEnumerable`1");
    private readonly INamedTypeSymbol? _guid = compilation.GetTypeByMetadataName("System.Guid");

    /// <summary>The edits; empty when it cannot be shown that the one statement does the same.</summary>
    public ImmutableArray<SourceEdit> Find(DataAccessCall call, CancellationToken cancellationToken)
    {
        if (call is not { Sql: { } sql, Parameters: { } parameters, Operation: IInvocationOperation invocation } || !IsResultUnused(invocation) || !IsInTransaction(invocation))
            return ImmutableArray<SourceEdit>.Empty;

        // Text that stands elsewhere may be run by other code too.
        var texts = _texts.Read(sql, cancellationToken);
        if (texts.Length != 1 || texts[0] is not { IsComplete: true } text)
            return ImmutableArray<SourceEdit>.Empty;
        var script = text.Parse(cancellationToken);
        if (script.Statements.Count == 1 && script.Statements[0].Stmt is InsertStmt)
            return FindInsert(text, script, parameters, invocation, cancellationToken);
        if (KeyParameterOf(script) is not { } parameter || RefersToItself(script, cancellationToken) == true
            || text.MapEdit(parameter.Span, "ANY(" + parameter.Span.Of(text.Text) + ")") is not { } sqlEdit
            || sqlEdit.Location.SourceTree != invocation.Syntax.SyntaxTree
            || !invocation.Syntax.Span.Contains(sqlEdit.Location.SourceSpan))
        {
            return ImmutableArray<SourceEdit>.Empty;
        }

        return KeysOf(parameters, parameter.Name.Value!.TrimStart('@', ':')) is { } keys
            ? ImmutableArray.Create(sqlEdit, new SourceEdit(parameters.Syntax.GetLocation(), keys))
            : ImmutableArray<SourceEdit>.Empty;
    }

    // INSERT ... VALUES (@A, now(), @B) becomes INSERT ... SELECT row.a, now(), row.b FROM unnest(@A::integer[], @B::text[]) AS row(a, b).
    private ImmutableArray<SourceEdit> FindInsert(SqlText text, SqlScript script, IOperation parameters, IInvocationOperation invocation, CancellationToken cancellationToken)
    {
        if (!script.Diagnostics.IsEmpty || UnnestedRow.Of(script) is not { } row || RefersToItself(script, cancellationToken) != false)
            return ImmutableArray<SourceEdit>.Empty;
        var list = parameters.WithoutConversions();
        if (list.Syntax is not (IdentifierNameSyntax or MemberAccessExpressionSyntax) || list.Type?.FindInterface(_listOf) is not { TypeArguments: { Length: 1 } elements } || !IsCountable(list.Type))
            return ImmutableArray<SourceEdit>.Empty;

        var keys = ImmutableArray.CreateBuilder<string>();
        var types = ImmutableArray.CreateBuilder<string>();
        foreach (var name in row.Parameters)
        {
            if (FindProperty(elements[0], name) is not { } property || TypeNameOf(property.Type) is not { } type || SelectFrom(list, name, property) is not { } selected)
                return ImmutableArray<SourceEdit>.Empty;
            keys.Add(selected);
            types.Add(type);
        }

        return text.MapEdit(row.Place, row.ToSelect(script.Text, types)) is { } sqlEdit && sqlEdit.Location.SourceTree == invocation.Syntax.SyntaxTree && invocation.Syntax.Span.Contains(sqlEdit.Location.SourceSpan)
            ? ImmutableArray.Create(sqlEdit, new SourceEdit(parameters.Syntax.GetLocation(), "new { " + string.Join(", ", keys) + " }"))
            : ImmutableArray<SourceEdit>.Empty;
    }

    // Null when the table is not known.
    private bool? RefersToItself(SqlScript script, CancellationToken cancellationToken)
    {
        var target = script.Statements[0].Stmt switch
        {
            InsertStmt insert => insert.Relation,
            DeleteStmt delete => delete.Relation,
            UpdateStmt update => update.Relation,
            _ => null,
        };
        if (target is null || SchemaProvider.GetSchema(options, script, cancellationToken) is not { } schema 
            || schema.Tables.FirstOrDefault(candidate => candidate.Name == target.Name.Value && candidate.Schema == (target.Schema.IsMissing ? "public" : target.Schema.Value)) is not { } table)
        {
            return null;
        }

        return table.ForeignKeys.Any(key => key.ReferencedTable == table.QualifiedName) || schema.Triggers.Any(trigger => trigger.Table == table.QualifiedName);
    }

    private static bool IsCountable(ITypeSymbol type) =>
        type is IArrayTypeSymbol
        || type is INamedTypeSymbol named && named.AllInterfaces.Prepend(named).Any(candidate => candidate.OriginalDefinition.SpecialType
            is SpecialType.System_Collections_Generic_ICollection_T or SpecialType.System_Collections_Generic_IReadOnlyCollection_T);

    private string? TypeNameOf(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type.SpecialType switch
        {
            SpecialType.System_Int16 => "smallint",
            SpecialType.System_Int32 => "integer",
            SpecialType.System_Int64 => "bigint",
            SpecialType.System_String => "text",
            SpecialType.System_Boolean => "boolean",
            SpecialType.System_Decimal => "numeric",
            SpecialType.System_Double => "double precision",
            SpecialType.System_Single => "real",
            _ => SymbolEqualityComparer.Default.Equals(type, _guid) ? "uuid" : null,
        };
    }

    private static bool IsResultUnused(IOperation call)
    {
        var parent = call.Parent;
        if (parent is IAwaitOperation or IConversionOperation)
            parent = parent.Parent;
        return parent is IExpressionStatementOperation;
    }

    private static bool IsInTransaction(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Descendants().OfType<IArgumentOperation>())
        {
            // Without nullable annotations the flow state says nothing, and the value is taken for what it is called.
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "transaction", Value: var value }
                && !value.IsNullLiteral()
                && value.SemanticModel?.GetTypeInfo(value.WithoutConversions().Syntax).Nullability.FlowState != NullableFlowState.MaybeNull)
            {
                return true;
            }
        }

        return false;
    }

    private static ParamRef? KeyParameterOf(SqlScript script)
    {
        if (script is not { Diagnostics.IsEmpty: true, Statements: { Count: 1 } statements })
            return null;
        var where = statements[0].Stmt switch
        {
            DeleteStmt { WithClause: null, UsingClause.IsEmpty: true, ReturningClause: null } delete => delete.WhereClause,
            UpdateStmt { WithClause: null, FromClause.IsEmpty: true, ReturningClause: null } update when update.TargetList.All(target => IsConstant(target.Val)) => update.WhereClause,
            _ => null,
        };

        ParamRef? only = null;
        foreach (var node in statements[0].DescendantsAndSelf())
        {
            // A subquery may read what an earlier run of the command changed.
            if (node is SelectStmt || (node is ParamRef && only is not null))
                return null;
            only ??= node as ParamRef;
        }

        return only is { Name.Value.Length: > 0 } && IsKey(where, only) ? only : null;
    }

    // The column = @parameter of a WHERE, alone or one of several conditions that must all hold.
    private static bool IsKey(Expression? where, ParamRef parameter) => where switch
    {
        A_Expr { Kind: A_ExprKind.Op, Name.Value: "=", Lexpr: ColumnRef, Rexpr: var right } => right == parameter,
        BoolExpr { BoolOp: BoolExprType.And } and => and.Args.Any(condition => IsKey(condition, parameter)),
        _ => false,
    };

    private static bool IsConstant(SqlNode? value) => value switch
    {
        A_Const or SQLValueFunction => true,
        TypeCast cast => IsConstant(cast.Arg),
        FuncCall { Args.IsEmpty: true, Name.Value: "now" } => true,
        _ => false,
    };

    private string? KeysOf(IOperation parameters, string name)
    {
        var list = parameters.WithoutConversions();
        return list.Type?.FindInterface(_listOf) is { TypeArguments: { Length: 1 } elements } && FindProperty(elements[0], name) is { } key && IsArrayElement(key.Type) && SelectFrom(list, name, key) is { } keys
            ? "new { " + keys + " }"
            : null;
    }

    // Id = items.Select(item => item.Id).ToArray()
    private static string? SelectFrom(IOperation list, string name, IPropertySymbol key)
    {
        if (list.SemanticModel is not { } model || list.Syntax is not ExpressionSyntax expression)
            return null;
        var position = expression.SpanStart;
        var variable = new[] { "item", "element", "each" }.FirstOrDefault(candidate => model.LookupSymbols(position, name: candidate).IsEmpty);
        if (variable is null)
            return null;

        var selector = variable + " => " + variable + "." + key.Name;
        var hasLinq = !model.LookupSymbols(position, list.Type, "Select", includeReducedExtensionMethods: true).IsEmpty;
        var receiver = expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            ? expression.ToString()
            : "(" + expression + ")";
        var keys = hasLinq
            ? receiver + ".Select(" + selector + ").ToArray()"
            : "System.Linq.Enumerable.ToArray(System.Linq.Enumerable.Select(" + expression + ", " + selector + "))";
        return name + " = " + keys;
    }

    private static IPropertySymbol? FindProperty(ITypeSymbol type, string name)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            foreach (var member in candidate.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, GetMethod.DeclaredAccessibility: Accessibility.Public, Parameters.IsEmpty: true } property
                    && property.Name.Equals(name, System.StringComparison.OrdinalIgnoreCase))
                {
                    return property;
                }
            }
        }

        return null;
    }

    private bool IsArrayElement(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_String
        || SymbolEqualityComparer.Default.Equals(type, _guid);
}
