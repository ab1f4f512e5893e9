using System.Collections.Generic;
using System.Linq;
using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>Writes the record of a row to insert: what an INSERT and a COPY need of a table, and nothing that the server refuses.</summary>
internal sealed class InsertShapeEmitter(RelationModel relation, ConsumerTraits traits, MemberExpressions[] members, CodeWriter writer)
{
    private const string Importer = "global::Npgsql.NpgsqlBinaryImporter";
    private const string Token = "global::System.Threading.CancellationToken cancellationToken";

    private readonly MemberExpressions[] _members = [.. members.Where(member => member.Member.Insert != InsertRole.Absent)];

    private string SqlName => RelationText.SqlName(relation.Schema, relation.Name);

    private string ColumnList => string.Join(", ", _members.Select(member => SqlIdentifier.Quote(member.Member.ColumnName)));

    private bool HasOptional => _members.Any(IsOptional);

    public void Write()
    {
        DocComment.Write(writer, "summary", "A row to insert into " + SqlName + ".");
        writer.Line("/// <remarks>Columns with a default may be left out; what the server always generates is not here.</remarks>");
        writer.Open(relation.Options.Visibility + " sealed partial record " + relation.NewTypeName);
        foreach (var member in _members)
            WriteProperty(member);

        WriteAddTo("global::Npgsql.NpgsqlCommand");
        WriteAddTo("global::Npgsql.NpgsqlBatchCommand");
        WriteBuildInsert();
        if (_members.Length > 0)
            WriteCopy();
        writer.Close();
    }

    private static bool IsOptional(MemberExpressions member) => member.Member.Insert is InsertRole.Defaulted or InsertRole.NullableDefaulted;

    private string PropertyType(MemberExpressions member) => member.Member.Insert switch
    {
        InsertRole.Required => member.Type.Name,
        InsertRole.NullableDefaulted => "global::" + relation.Options.Namespace + ".Optional<" + member.Type.Name + "?>",
        _ => member.Type.Name + "?",
    };

    private void WriteProperty(MemberExpressions member)
    {
        var model = member.Member;
        DocComment.Write(writer, "summary", model.Comment ?? "Column " + model.ColumnName + ".");
        DocComment.Write(writer, "remarks", model.Insert switch
        {
            InsertRole.Defaulted => model.Declaration + "; null asks for the default.",
            InsertRole.NullableDefaulted => model.Declaration + "; the default, unless a value or NULL is given.",
            _ => model.Declaration + ".",
        });

        var isRequired = model.Insert == InsertRole.Required;
        var set = traits.HasInit ? "init" : "set";
        writer.Line("public " + (isRequired && traits.HasRequired ? "required " : "") + PropertyType(member) + " " + model.Name + " { get; " + set + "; }"
            + (isRequired && !traits.HasRequired && !member.Type.IsValueType ? " = null!;" : ""));
        writer.Line();
    }

    private void WriteAddTo(string commandType)
    {
        writer.Line("/// <summary>Makes the command the INSERT of this row: sets its text and adds the parameters.</summary>");
        writer.Line("/// <param name=\"command\">A command without parameters.</param>");
        writer.Line("/// <param name=\"returningRow\">Whether the command returns the stored row, for <see cref=\"" + relation.TypeName + ".Read(global::Npgsql.NpgsqlDataReader)\"/>.</param>");
        writer.Open("public void AddTo(" + commandType + " command, bool returningRow = false)");
        writer.ThrowIfNull("command");
        writer.Open("if (command.Parameters.Count != 0)");
        writer.Line("throw new global::System.ArgumentException(\"The command has parameters already; the numbers of this row's would be wrong.\", nameof(command));");
        writer.Close();
        writer.Line("var sql = AddParameters(command.Parameters);");
        writer.Line("#pragma warning disable CA2100 // The text has no value in it, only names of the schema, parameter numbers and DEFAULT.");
        // A SELECT may have an empty list, RETURNING may not.
        var list = relation.Members.IsEmpty ? CSharpLiteral.Of("NULL") : relation.TypeName + ".SelectList";
        writer.Line("command.CommandText = returningRow ? sql + " + CSharpLiteral.Of(" RETURNING ") + " + " + list + " : sql;");
        writer.Line("#pragma warning restore CA2100");
        writer.Close();
    }

    private void WriteBuildInsert()
    {
        writer.Open("private string AddParameters(global::Npgsql.NpgsqlParameterCollection parameters)");
        if (_members.Length == 0)
        {
            writer.Line("return " + CSharpLiteral.Of("INSERT INTO " + SqlName + " DEFAULT VALUES") + ";");
            writer.Close();
            return;
        }

        var insert = "INSERT INTO " + SqlName + " (" + ColumnList + ") VALUES (";
        if (!HasOptional)
        {
            foreach (var member in _members)
                WriteAlwaysGiven(member);
            writer.Line("return " + CSharpLiteral.Of(insert + string.Join(", ", _members.Select((_, index) => "$" + (index + 1))) + ")") + ";");
            writer.Close();
            return;
        }

        writer.Line("var sql = new global::System.Text.StringBuilder(" + CSharpLiteral.Of(insert) + ");");
        for (var i = 0; i < _members.Length; i++)
        {
            var member = _members[i];
            var separator = i == 0 ? "" : ", ";
            if (!IsOptional(member))
            {
                WriteAlwaysGiven(member);
                writer.Line("sql.Append(" + (i == 0 ? "'$'" : CSharpLiteral.Of(separator + "$")) + ").Append(parameters.Count);");
                continue;
            }

            writer.Open("if (" + IsGiven(member, "this") + ")");
            if (member.Member.Insert == InsertRole.NullableDefaulted)
                WriteNullable(member, member.Member.Name + ".Value");
            else
                writer.Line("parameters.Add(" + member.Parameter(Unwrap(member, member.Member.Name)) + ");");
            writer.Line("sql.Append(" + (i == 0 ? "'$'" : CSharpLiteral.Of(separator + "$")) + ").Append(parameters.Count);");
            writer.Close();
            writer.Open("else");
            writer.Line("sql.Append(" + CSharpLiteral.Of(separator + "DEFAULT") + ");");
            writer.Close();
        }

        writer.Line("return sql.Append(')').ToString();");
        writer.Close();
    }

    private void WriteAlwaysGiven(MemberExpressions member)
    {
        if (member.Member.Insert == InsertRole.Required)
            writer.Line("parameters.Add(" + member.Parameter(member.Member.Name) + ");");
        else
            WriteNullable(member, member.Member.Name);
    }

    private void WriteNullable(MemberExpressions member, string value)
    {
        writer.Line("parameters.Add(" + value + " is null");
        writer.Indented("? " + member.NullParameter);
        writer.Indented(": " + member.Parameter(Unwrap(member, value)) + ");");
    }

    /// <summary>The value of a nullable expression that is known to have one.</summary>
    private static string Unwrap(MemberExpressions member, string value) => member.Type.IsValueType ? value + ".Value" : value;

    private static string IsGiven(MemberExpressions member, string row)
    {
        var property = row == "this" ? member.Member.Name : row + "." + member.Member.Name;
        return member.Member.Insert == InsertRole.NullableDefaulted ? property + ".IsGiven" : property + " is not null";
    }

    private void WriteCopy()
    {
        if (HasOptional)
        {
            WriteCopyCommand();
            WriteGivesSameColumns();
        }
        else
        {
            writer.Without("CA1822", "A column that gets a default later changes what it does, not how it is called.", () =>
            {
                WriteCopyCommand();
                WriteGivesSameColumns();
            });
        }

        WriteWriteTo(isAsync: false);
        WriteWriteTo(isAsync: true);
        WriteCopyAll(isAsync: false);
        WriteCopyAll(isAsync: true);
    }

    private void WriteCopyCommand()
    {
        writer.Line("/// <summary>The binary COPY of the columns that this row gives: COPY has no DEFAULT, so a default is asked for by leaving the column out for all rows.</summary>");
        if (!HasOptional)
        {
            writer.Line("public string CopyCommand => " + CSharpLiteral.Of("COPY " + SqlName + " (" + ColumnList + ") FROM STDIN (FORMAT BINARY)") + ";");
            writer.Line();
            return;
        }

        writer.Open("public string CopyCommand");
        writer.Open("get");
        writer.Line("var columns = new global::System.Collections.Generic.List<string>(" + _members.Length + ");");
        foreach (var member in _members)
        {
            var add = "columns.Add(" + CSharpLiteral.Of(SqlIdentifier.Quote(member.Member.ColumnName)) + ");";
            if (!IsOptional(member))
            {
                writer.Line(add);
                continue;
            }

            writer.Open("if (" + IsGiven(member, "this") + ")");
            writer.Line(add);
            writer.Close();
        }

        writer.Line("return " + CSharpLiteral.Of("COPY " + SqlName + " (") + " + string.Join(\", \", columns) + " + CSharpLiteral.Of(") FROM STDIN (FORMAT BINARY)") + ";");
        writer.Close();
        writer.Close();
    }

    private void WriteGivesSameColumns()
    {
        writer.Line("/// <summary>Whether both rows give a value for the same columns, and so fit into one COPY.</summary>");
        writer.Line("/// <param name=\"other\">Another row.</param>");
        writer.Open("public bool GivesSameColumnsAs(" + relation.NewTypeName + " other)");
        writer.ThrowIfNull("other");
        var optional = _members.Where(IsOptional).ToArray();
        if (optional.Length == 0)
            writer.Line("return true;");
        for (var i = 0; i < optional.Length; i++)
        {
            var line = "(" + IsGiven(optional[i], "this") + ") == (" + IsGiven(optional[i], "other") + ")" + (i == optional.Length - 1 ? ";" : "");
            if (i == 0)
                writer.Line("return " + line);
            else
                writer.Indented("&& " + line);
        }

        writer.Close();
    }

    private void WriteWriteTo(bool isAsync)
    {
        writer.Line("/// <summary>Writes the row to a COPY that was begun with <see cref=\"CopyCommand\"/> of a row that gives the same columns.</summary>");
        writer.Line("/// <param name=\"importer\">The COPY.</param>");
        if (isAsync)
            writer.Line("/// <param name=\"cancellationToken\">Cancels the writing.</param>");
        writer.Open(isAsync
            ? "public async global::System.Threading.Tasks.Task WriteToAsync(" + Importer + " importer, " + Token + " = default)"
            : "public void WriteTo(" + Importer + " importer)");
        writer.ThrowIfNull("importer");
        writer.Line(Call("StartRow", "", isAsync));
        foreach (var member in _members)
            WriteColumn(member, isAsync);
        writer.Close();
    }

    private void WriteColumn(MemberExpressions member, bool isAsync)
    {
        var name = member.Member.Name;
        switch (member.Member.Insert)
        {
            case InsertRole.Required:
                writer.Line(Call("Write", member.WriteArguments(name), isAsync));
                break;
            case InsertRole.Defaulted:
                writer.Open("if (" + name + " is not null)");
                writer.Line(Call("Write", member.WriteArguments(Unwrap(member, name)), isAsync));
                writer.Close();
                break;
            case InsertRole.NullableDefaulted:
                writer.Open("if (" + name + ".IsGiven)");
                WriteNullableColumn(member, name + ".Value", isAsync);
                writer.Close();
                break;
            default:
                WriteNullableColumn(member, name, isAsync);
                break;
        }
    }

    private void WriteNullableColumn(MemberExpressions member, string value, bool isAsync)
    {
        writer.Open("if (" + value + " is null)");
        writer.Line(Call("WriteNull", "", isAsync));
        writer.Close();
        writer.Open("else");
        writer.Line(Call("Write", member.WriteArguments(Unwrap(member, value)), isAsync));
        writer.Close();
    }

    private static string Call(string method, string arguments, bool isAsync) => isAsync
        ? "await importer." + method + "Async(" + (arguments.Length > 0 ? arguments + ", " : "") + "cancellationToken).ConfigureAwait(false);"
        : "importer." + method + "(" + arguments + ");";

    private void WriteCopyAll(bool isAsync)
    {
        writer.Line("/// <summary>Inserts many rows by one binary COPY.</summary>");
        writer.Line("/// <param name=\"connection\">An open connection.</param>");
        writer.Line("/// <param name=\"rows\">The rows; all give the same columns as the first.</param>");
        if (isAsync)
            writer.Line("/// <param name=\"cancellationToken\">Cancels the COPY; nothing is stored then.</param>");
        writer.Line("/// <returns>How many rows were stored.</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A row gives other columns than the first; nothing is stored.</exception>");

        var rows = "global::System.Collections.Generic.IEnumerable<" + relation.NewTypeName + "> rows";
        writer.Open(isAsync
            ? "public static async global::System.Threading.Tasks.Task<ulong> CopyAsync(global::Npgsql.NpgsqlConnection connection, " + rows + ", " + Token + " = default)"
            : "public static ulong Copy(global::Npgsql.NpgsqlConnection connection, " + rows + ")");
        writer.ThrowIfNull("connection", "rows");
        writer.Line("using var enumerator = rows.GetEnumerator();");
        writer.Open("if (!enumerator.MoveNext())");
        writer.Line("return 0;");
        writer.Close();
        writer.Line("var first = enumerator.Current;");
        if (isAsync)
        {
            writer.Line("var importer = await connection.BeginBinaryImportAsync(first.CopyCommand, cancellationToken).ConfigureAwait(false);");
            writer.Open("await using (global::System.Threading.Tasks.TaskAsyncEnumerableExtensions.ConfigureAwait(importer, false))");
        }
        else
        {
            writer.Open("using (var importer = connection.BeginBinaryImport(first.CopyCommand))");
        }

        writer.Line("do");
        writer.Open();
        writer.Line("var row = enumerator.Current;");
        writer.Open("if (!row.GivesSameColumnsAs(first))");
        writer.Line("throw new global::System.ArgumentException(\"The rows of one COPY must give the same columns.\", nameof(rows));");
        writer.Close();
        writer.Line(isAsync ? "await row.WriteToAsync(importer, cancellationToken).ConfigureAwait(false);" : "row.WriteTo(importer);");
        writer.Close();
        writer.Line("while (enumerator.MoveNext());");
        writer.Line();
        writer.Line(isAsync ? "return await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);" : "return importer.Complete();");
        writer.Close();
        writer.Close();
    }
}
