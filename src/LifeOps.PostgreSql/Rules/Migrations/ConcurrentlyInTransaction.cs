namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>LDB8002: a command with CONCURRENTLY where the server refuses it: in a transaction block, written or the tool's own, or in a DO block.</summary>
public sealed class ConcurrentlyInTransaction : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.ConcurrentlyInTransaction;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (ConcurrentCommand.NameOf(context.Statement) is not { } command)
            return;
        if (context.Block != MigrationBlock.None)
            context.Report(Rule, context.Verb, ValueList.Of(command, "a DO block is one"));
        else if (context.State.IsInTransaction)
            context.Report(Rule, context.Verb, ValueList.Of(command, "run it before BEGIN or behind COMMIT, in a migration that the tool does not wrap"));
    }
}
