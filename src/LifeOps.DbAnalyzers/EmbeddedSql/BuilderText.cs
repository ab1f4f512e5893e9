using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>
/// What a StringBuilder in a local is given, one behind the other as the source has it. Branches and loops are not told apart: good enough to
/// see which values become text and between which characters, not to know the text.
/// </summary>
internal static class BuilderText
{
    /// <summary>The texts of <c>builder.ToString()</c>; empty for any other expression.</summary>
    public static ImmutableArray<SqlText> Read(IOperation expression, SqlTextReader reader, VariableFlow flow, PlaceholderStyles placeholders, CancellationToken cancellationToken)
    {
        foreach (var origin in flow.OriginsOf(expression))
        {
            if (origin is not IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true }, Instance: ILocalReferenceOperation builder } || !IsBuilder(builder.Type))
                continue;
            var parts = ImmutableArray.CreateBuilder<SqlPart>();
            foreach (var argument in ArgumentsOf(builder, flow))
            {
                if (new SqlPartReader(reader, cancellationToken).Read(argument) is { } part)
                    parts.Add(part);
            }

            return SqlTextAssembler.Assemble(new SqlPart.Sequence(parts.ToImmutable()), SqlParseOptions.Embedded with { Placeholders = placeholders }, cancellationToken);
        }

        return ImmutableArray<SqlText>.Empty;
    }

    private static IEnumerable<IOperation> ArgumentsOf(ILocalReferenceOperation builder, VariableFlow flow)
    {
        var facts = flow.FactsOf(builder);
        var arguments = new List<IOperation>();
        foreach (var value in facts.ValuesOf(builder.Local))
        {
            if (value.WithoutConversions() is IObjectCreationOperation { Arguments: { Length: > 0 } initial } && initial[0].Value.Type?.SpecialType == SpecialType.System_String)
                arguments.Add(initial[0].Value);
        }

        foreach (var call in Chained(facts.CallsOn(builder.Local)))
        {
            if (call.TargetMethod.Name is "Append" or "AppendLine" && call.Arguments.Length > 0 && IsBuilder(call.TargetMethod.ContainingType))
                arguments.Add(call.Arguments[0].Value);
        }

        return arguments.OrderBy(argument => argument.Syntax.SpanStart);
    }

    // sb.Append(...).Append(...): each call is made on what the one before gives back.
    private static IEnumerable<IInvocationOperation> Chained(IEnumerable<IInvocationOperation> calls)
    {
        foreach (var first in calls)
        {
            for (IOperation? call = first; call is IInvocationOperation invocation; call = call.Parent)
                yield return invocation;
        }
    }

    private static bool IsBuilder(ITypeSymbol? type) =>
        type is { Name: "StringBuilder", ContainingNamespace: { Name: "Text", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };
}
