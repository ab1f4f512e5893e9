using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

using QualifiedName = LifeOps.PostgreSql.Syntax.QualifiedName;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8015: DROP INDEX takes ACCESS EXCLUSIVE on the table and waits for every transaction that uses it. The server drops neither the
/// indexes of partitioned tables nor those of hypertables CONCURRENTLY: nothing is said there.
/// </summary>
public sealed class DropIndexWithoutConcurrently : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.DropIndexWithoutConcurrently;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (context.Statement is not DropStmt { RemoveType: ObjectType.Index, Concurrent: false } drop)
            return;
        foreach (var node in drop.Objects)
        {
            if (node is not QualifiedName { Names: { IsEmpty: false } names })
                continue;
            var index = names[names.Count - 1].Value;
            if (context.State.IsNew(index))
                continue;
            var table = context.TableOfIndex(names.Count > 1 ? names[names.Count - 2].Value : null, index);
            if (table is { Hypertable: not null } or { Kind: TableKind.Partitioned } || table?.RowEstimate < context.Options.LargeTableRows || IsOfView(context, index))
                continue;
            var edit = context.StandsAlone && drop is { Objects.Count: 1, Behavior: DropBehavior.Restrict } ? context.InsertConcurrently() : null;
            context.Report(Rule, context.Verb, ValueList.Of(index ?? "", table?.Name ?? "its table"), edit is null ? default : ValueList.Of(edit));
        }
    }

    private static bool IsOfView(MigrationContext context, string? name)
    {
        foreach (var view in context.Schema?.Views ?? default)
        {
            foreach (var index in view.Indexes)
            {
                if (index.Name == name)
                    return true;
            }
        }

        return false;
    }
}
