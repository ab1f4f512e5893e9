using System.Linq;
using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>
/// Writes the primary key of a table as a small record inside the row's, and the look-up of the one row it names. Inside, because
/// a table users may well stand beside one called user_keys.
/// </summary>
internal sealed class PrimaryKeyEmitter(RelationModel relation, MemberExpressions[] members, CodeWriter writer)
{
    private readonly MemberExpressions[] _key = [.. relation.KeyMembers.Select(index => members[index])];

    /// <summary>Whether the table has a key, and a value of each of its columns can be sent as a parameter.</summary>
    public static bool AppliesTo(RelationModel relation, ConsumerTraits traits, MemberExpressions[] members) =>
        traits.HasNpgsql && traits.HasInit && !relation.KeyMembers.IsEmpty
        && relation.KeyMembers.All(index => members[index].Type != ClrType.Object && !members[index].IsNullable);

    public void Write()
    {
        WriteKey();
        WriteToKey();
        WriteFind();
    }

    private void WriteKey()
    {
        writer.Line("/// <summary>The primary key: names one row.</summary>");
        foreach (var member in _key)
            DocComment.WriteParameter(writer, member.Member.Name, member.Member.Comment ?? "Column " + member.Member.ColumnName + ".");
        writer.Line("public sealed record PrimaryKey(" + string.Join(", ", _key.Select(member => member.Type.Name + " " + member.Member.Name)) + ")");
        writer.Open();
        WriteAddTo("global::Npgsql.NpgsqlCommand");
        WriteAddTo("global::Npgsql.NpgsqlBatchCommand");
        writer.Close();
    }

    private void WriteAddTo(string commandType)
    {
        writer.Line("/// <summary>Makes the command the SELECT of the row: sets its text and adds the parameters.</summary>");
        writer.Line("/// <param name=\"command\">A command without parameters.</param>");
        writer.Open("public void AddTo(" + commandType + " command)");
        writer.ThrowIfNull("command");
        writer.Open("if (command.Parameters.Count != 0)");
        writer.Line("throw new global::System.ArgumentException(\"The command has parameters already; the numbers of the key's would be wrong.\", nameof(command));");
        writer.Close();

        var condition = string.Join(" AND ", _key.Select((member, index) => SqlIdentifier.Quote(member.Member.ColumnName) + " = $" + (index + 1)));
        writer.Line("command.CommandText = " + CSharpLiteral.Of(
            "SELECT " + string.Join(", ", members.Select(member => SqlIdentifier.Quote(member.Member.ColumnName)))
            + " FROM " + RelationText.SqlName(relation.Schema, relation.Name) + " WHERE " + condition) + ";");
        foreach (var member in _key)
            writer.Line("command.Parameters.Add(" + member.Parameter(member.Member.Name) + ");");
        writer.Close();
    }

    private void WriteToKey()
    {
        writer.Line("/// <summary>The row's primary key.</summary>");
        writer.Line("public PrimaryKey ToKey() => new PrimaryKey(" + string.Join(", ", _key.Select(member => member.Member.Name)) + ");");
        writer.Line();
    }

    private void WriteFind()
    {
        writer.Line("/// <summary>Reads the row of a primary key; null when there is none.</summary>");
        writer.Line("/// <param name=\"connection\">An open connection.</param>");
        writer.Line("/// <param name=\"key\">The key.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Cancels the query.</param>");
        writer.Open("public static async global::System.Threading.Tasks.Task<" + relation.TypeName + "?> FindAsync(global::Npgsql.NpgsqlConnection connection, PrimaryKey key, global::System.Threading.CancellationToken cancellationToken = default)");
        writer.ThrowIfNull("connection", "key");
        writer.Line("using var command = connection.CreateCommand();");
        writer.Line("key.AddTo(command);");
        writer.Line("var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);");
        writer.Open("await using (global::System.Threading.Tasks.TaskAsyncEnumerableExtensions.ConfigureAwait(reader, false))");
        writer.Line("return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? Read(reader) : null;");
        writer.Close();
        writer.Close();
    }
}
