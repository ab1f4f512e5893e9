using System.Collections.Generic;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// Row security policies (src/backend/commands/policy.c).
internal sealed partial class SchemaFolder
{
    private void CreatePolicy(CreatePolicyStmt statement)
    {
        if (FindTable(statement.Table) is not { } table || statement.PolicyName.IsMissing)
            return;
        var name = Name(statement.PolicyName);
        if (table.RowPolicies.Exists(policy => policy.Name == name))
        {
            Fail(statement.PolicyName.Span, $"policy \"{name}\" for table \"{table.Name}\" already exists");
            return;
        }

        table.RowPolicies.Add(new()
        {
            Name = name,
            IsPermissive = statement.Permissive,
            Command = statement.Command.ToString().ToLowerInvariant(),
            Roles = RoleNames(statement.Roles) ?? "public",
            Using = statement.Qual is null ? null : Text(statement.Qual),
            WithCheck = statement.WithCheck is null ? null : Text(statement.WithCheck),
            Location = At(statement.Span),
        });
    }

    /// <summary>What the statement does not name stays.</summary>
    private void AlterPolicy(AlterPolicyStmt statement)
    {
        if (FindTable(statement.Table) is not { } table || FindPolicy(table, statement.PolicyName) is not (>= 0 and var index))
            return;
        var policy = table.RowPolicies[index];
        table.RowPolicies[index] = policy with
        {
            Roles = RoleNames(statement.Roles) ?? policy.Roles,
            Using = statement.Qual is null ? policy.Using : Text(statement.Qual),
            WithCheck = statement.WithCheck is null ? policy.WithCheck : Text(statement.WithCheck),
        };
    }

    private void RenamePolicy(RenameStmt statement)
    {
        if (statement.Relation is not null && FindTable(statement.Relation, statement.MissingOk) is { } table && FindPolicy(table, statement.SubName) is >= 0 and var index)
            table.RowPolicies[index] = table.RowPolicies[index] with { Name = Name(statement.NewName) };
    }

    private void DropPolicy(DropTarget target, DropStmt statement)
    {
        var (_, name) = NameOf(target.Object);
        var (schema, tableName) = NameOf(target.Owner);
        if (_database.FindRelation(schema, tableName) is not TableState table)
        {
            if (!statement.MissingOk)
                Fail(target.Owner.Span, $"relation \"{Display(schema, tableName)}\" does not exist");
        }
        else if (table.RowPolicies.RemoveAll(policy => policy.Name == name) == 0 && !statement.MissingOk)
        {
            Fail(target.Object.Span, $"policy \"{name}\" for table \"{table.Name}\" does not exist");
        }
    }

    private int FindPolicy(TableState table, Identifier identifier)
    {
        var name = Name(identifier);
        var index = table.RowPolicies.FindIndex(policy => policy.Name == name);
        if (index < 0)
            Fail(identifier.Span, $"policy \"{name}\" for table \"{table.Name}\" does not exist");
        return index;
    }

    private string? RoleNames(ValueList<RoleSpec> roles)
    {
        if (roles.Count == 0)
            return null;
        var names = new List<string>(roles.Count);
        foreach (var role in roles)
            names.Add(Text(role));
        return string.Join(", ", names);
    }
}
