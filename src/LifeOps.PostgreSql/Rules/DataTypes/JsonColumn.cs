using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.DataTypes;

/// <summary>LDB2022: json as the type of something, or in a cast.</summary>
public sealed class JsonColumn : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.JsonColumn;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var use in context.TypeUses)
        {
            if (!use.IsBuiltIn("json") || (use.DefaultOf is { TypeName: { } type } && TypeUse.IsBuiltIn(type, "json")))
                continue;
            context.Report(Rule, use.ElementSpan, ValueList.Of(use.Subject), EditsOf(context, use));
        }
    }

    private static ValueList<FindingEdit> EditsOf(StatementContext context, TypeUse use)
    {
        // The body of a function, and the json_* functions, take json and nothing else.
        if (use.Kind is TypeUseKind.Parameter or TypeUseKind.Result || IsArgumentOfJsonFunction(use) || use.ChangeTo("jsonb") is not { } change)
            return default;

        var edits = new List<FindingEdit> { change };
        foreach (var cast in use.CastsInDefault(context.TypeUses))
        {
            if (cast.ChangeTo("jsonb") is not { } castChange)
                return default;
            edits.Add(castChange);
        }

        return new(edits.ToArray());
    }

    private static bool IsArgumentOfJsonFunction(TypeUse use) =>
        use.Place.Parent?.Node is FuncCall { Name.Value: { } name } && name.StartsWith("json_", StringComparison.Ordinal);
}
