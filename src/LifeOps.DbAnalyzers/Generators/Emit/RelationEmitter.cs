using System.Globalization;
using System.Linq;
using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>Writes the file of one table or view: the record of a row, and behind it the record of a row to insert.</summary>
internal sealed class RelationEmitter
{
    private const string Mapping = "global::System.ComponentModel.DataAnnotations.";

    private readonly RelationModel _relation;
    private readonly ConsumerTraits _traits;
    private readonly MemberExpressions[] _members;
    private readonly CodeWriter _writer;

    private RelationEmitter(RelationModel relation, ConsumerTraits traits)
    {
        _relation = relation;
        _traits = traits;
        var types = new ClrTypeMap(traits, relation.Options);
        _members = [.. relation.Members.Select(member => new MemberExpressions(member, types.Of(member)))];
        var suppressions = GeneratedFile.ArraySuppressions(_members);
        if (!relation.Options.IsInternal)
            suppressions = suppressions.Prepend(("CA1034", "What belongs to the record stands in it: its columns' names and its key."));
        if (relation.NewTypeName is not null && relation.Members.All(member => member.Insert == InsertRole.Absent))
            suppressions = suppressions.Append(("CA1822", "A column that is added later changes what the members do, not how they are called."));
        _writer = GeneratedFile.Begin(relation.Options, traits, "Rows of " + relation.Schema + "." + relation.Name, [relation.SourceFile], hasNames: true, [.. suppressions]);
    }

    // A record without columns has nothing to give to a constructor.
    private bool IsPositional => _relation.Options.Shape == RecordShape.Positional && _members.Length > 0;

    private string SqlName => RelationText.SqlName(_relation.Schema, _relation.Name);

    public static string HintName(RelationModel relation) => GeneratedFile.HintName(relation.Options, relation.TypeName);

    public static SourceText Emit(RelationModel relation, ConsumerTraits traits) => new RelationEmitter(relation, traits).Emit();

    private SourceText Emit()
    {
        WriteDocumentation();
        WriteMappingAttributes();
        WriteHeader();
        WriteFields();
        if (IsPositional)
            WriteParameterlessConstructor();
        WriteConstants();
        foreach (var member in _members)
            WriteProperty(member);

        if (_traits.HasNpgsql)
            WriteRead("global::Npgsql.NpgsqlDataReader", JsonbReaderEmitter.ClassFor(_relation.Options, _traits));
        WriteRead("global::System.Data.Common.DbDataReader", jsonbReader: null);
        if (PrimaryKeyEmitter.AppliesTo(_relation, _traits, _members))
            new PrimaryKeyEmitter(_relation, _members, _writer).Write();
        if (_relation.NewTypeName is { } newTypeName && _traits.HasNpgsql)
            WriteToNew(newTypeName);
        _writer.Close();

        if (_relation.NewTypeName is not null && _traits.HasNpgsql)
            new InsertShapeEmitter(_relation, _traits, _members, _writer).Write();
        if (_relation.IdTypeName is not null && _members[_relation.KeyMembers[0]].Type.Key is { } key)
            IdEmitter.Write(_relation, key, _writer);

        _writer.Close();
        return _writer.ToSourceText();
    }

    private void WriteDocumentation()
    {
        DocComment.Write(_writer, "summary", _relation.Comment ?? "A row of " + SqlName + ".");
        _writer.Line("/// <remarks>");
        var rows = _relation.RowEstimate is { } estimate ? ", about " + estimate.ToString("N0", CultureInfo.InvariantCulture) + " rows" : "";
        DocComment.WriteParagraph(_writer, _relation.KindText + ": " + SqlName + rows + ".");
        if (_relation.KeyText is { } key)
            DocComment.WriteParagraph(_writer, "Primary key: " + key + ".");
        if (!_relation.IndexTexts.IsEmpty)
        {
            _writer.Line("/// <para>Indexes:</para>");
            _writer.Line("/// <list type=\"bullet\">");
            foreach (var index in _relation.IndexTexts)
                _writer.Line("/// <item><description>" + DocComment.Escape(index) + "</description></item>");
            _writer.Line("/// </list>");
        }

        _writer.Line("/// </remarks>");
        if (!IsPositional)
            return;
        foreach (var member in _members)
            DocComment.WriteParameter(_writer, member.Member.Name, member.Member.Comment ?? "Column " + member.Member.ColumnName + ".");
    }

    private void WriteHeader()
    {
        var declaration = _relation.Options.Visibility + " sealed partial record " + _relation.TypeName;
        if (!IsPositional)
        {
            _writer.Open(declaration);
            return;
        }

        _writer.Line(declaration + "(");
        for (var i = 0; i < _members.Length; i++)
            _writer.Indented(_members[i].RowType + " " + _members[i].Member.Name + (i < _members.Length - 1 ? "," : ")"));
        _writer.Open();
    }

    private void WriteParameterlessConstructor()
    {
        _writer.Line("// For Dapper and EF Core, which fill the properties of any selection of columns.");
        _writer.Line("private " + _relation.TypeName + "()");
        // By name: a record of one column could mean its copy constructor.
        _writer.Indented(": this(" + string.Join(", ", _members.Select(member => member.Member.Name + ": " + (member.NeedsInitializer ? "null!" : "default"))) + ")");
        _writer.Open();
        _writer.Close();
    }

    private void WriteMappingAttributes()
    {
        if (!_traits.HasMappingAttributes)
            return;

        _writer.Line("[" + Mapping + "Schema.Table(" + CSharpLiteral.Of(_relation.Name) + ", Schema = " + CSharpLiteral.Of(_relation.Schema) + ")]");
        if (_relation.KeyMembers.IsEmpty && _traits.HasEfKeyless)
            _writer.Line("[global::Microsoft.EntityFrameworkCore.Keyless]");
        if (_relation.KeyMembers.Count > 1 && _traits.HasEfPrimaryKey)
            _writer.Line("[global::Microsoft.EntityFrameworkCore.PrimaryKey(" + string.Join(", ", _relation.KeyMembers.Select(index => "nameof(" + _members[index].Member.Name + ")")) + ")]");
    }

    private void WriteFields()
    {
        var isFirst = true;
        foreach (var member in _members)
        {
            if (member.Member.FieldName is not { } field)
                continue;
            if (isFirst)
                _writer.Line("// Named like their columns: Dapper looks for a field of the column's name when no property has it.");
            isFirst = false;
            // Without init the property is set whenever one likes, and so is its field.
            _writer.Line((_traits.HasInit ? "private readonly " : "private ") + member.RowType + " " + field + (IsPositional ? " = " + member.Member.Name + ";" : member.NeedsInitializer ? " = null!;" : ";"));
        }

        _writer.Line();
    }

    private void WriteConstants()
    {
        _writer.Line("/// <summary>The relation's name for SQL text, with its schema.</summary>");
        _writer.Line("public const string TableName = " + CSharpLiteral.Of(SqlName) + ";");
        _writer.Line();
        _writer.Line("/// <summary>All columns for a SELECT or RETURNING list, in the order that Read expects.</summary>");
        _writer.Line("public const string SelectList = " + CSharpLiteral.Of(string.Join(", ", _relation.Members.Select(member => SqlIdentifier.Quote(member.ColumnName)))) + ";");
        _writer.Line();
        _writer.Line("/// <summary>The columns' names as PostgreSQL stores them, without quotes.</summary>");
        _writer.Open("public static class Columns");
        var first = true;
        foreach (var member in _members)
        {
            if (!first)
                _writer.Line();
            first = false;
            _writer.Line("/// <summary>The column of <see cref=\"" + _relation.TypeName + "." + member.Member.Name + "\"/>.</summary>");
            _writer.Line("public const string " + member.Member.Name + " = " + CSharpLiteral.Of(member.Member.ColumnName) + ";");
        }

        _writer.Close();
    }

    private void WriteProperty(MemberExpressions member)
    {
        var model = member.Member;
        DocComment.Write(_writer, "summary", model.Comment ?? "Column " + model.ColumnName + ".");
        DocComment.Write(_writer, "remarks", model.Declaration);
        WriteMappingAttributes(member);

        var set = _traits.HasInit ? "init" : "set";
        var declaration = "public " + (IsRequired(member) ? "required " : "") + member.RowType + " " + model.Name;
        if (model.FieldName is { } backing)
            _writer.Line(declaration + " { get => this." + backing + "; " + set + " => this." + backing + " = value; }");
        else
            _writer.Line(declaration + " { get; " + set + "; }" + (IsPositional ? " = " + model.Name + ";" : member.NeedsInitializer && !IsRequired(member) ? " = null!;" : ""));
        _writer.Line();
    }

    private bool IsRequired(MemberExpressions member) => _traits.HasRequired && !IsPositional && member.IsRequired;

    private void WriteMappingAttributes(MemberExpressions member)
    {
        if (!_traits.HasMappingAttributes)
            return;

        if (member.Type.Ef == EfSupport.NotMapped)
        {
            _writer.Line("[" + Mapping + "Schema.NotMapped]");
            return;
        }

        if (_relation.KeyMembers.Count == 1 && ReferenceEquals(_members[_relation.KeyMembers[0]], member))
            _writer.Line("[" + Mapping + "Key]");
        var typeName = member.Type.EfTypeName is { } efTypeName ? ", TypeName = " + CSharpLiteral.Of(efTypeName) : "";
        _writer.Line("[" + Mapping + "Schema.Column(" + CSharpLiteral.Of(member.Member.ColumnName) + typeName + ")]");
        if (member.Member.IsComputed)
            _writer.Line("[" + Mapping + "Schema.DatabaseGenerated(" + Mapping + "Schema.DatabaseGeneratedOption.Computed)]");
        else if (member.IsFilledByServer)
            _writer.Line("[" + Mapping + "Schema.DatabaseGenerated(" + Mapping + "Schema.DatabaseGeneratedOption.Identity)]");
    }

    private void WriteRead(string readerType, string? jsonbReader)
    {
        var count = _members.Length.ToString(CultureInfo.InvariantCulture);
        _writer.Line("/// <summary>Reads the current row of a query that selects <see cref=\"SelectList\"/>.</summary>");
        _writer.Line("/// <param name=\"reader\">A reader that stands on a row.</param>");
        _writer.Line("public static " + _relation.TypeName + " Read(" + readerType + " reader) => Read(reader, 0);");
        _writer.Line();
        _writer.Line("/// <summary>Reads the columns of <see cref=\"SelectList\"/> from the current row, from an ordinal on.</summary>");
        _writer.Line("/// <param name=\"reader\">A reader that stands on a row.</param>");
        _writer.Line("/// <param name=\"firstOrdinal\">Where the columns begin; not 0 when a join selects other columns before them.</param>");
        _writer.Open("public static " + _relation.TypeName + " Read(" + readerType + " reader, int firstOrdinal)");
        _writer.ThrowIfNull("reader");
        // The reader checks every ordinal itself: to count the columns first would do so once more for each row.
        _writer.Open("try");
        if (IsPositional)
        {
            _writer.Line("return new " + _relation.TypeName + "(");
            for (var i = 0; i < _members.Length; i++)
                _writer.Indented(_members[i].Member.Name + ": " + _members[i].Read(Ordinal(i), jsonbReader) + (i < _members.Length - 1 ? "," : ");"));
        }
        else
        {
            _writer.Line("return new " + _relation.TypeName);
            _writer.Open();
            for (var i = 0; i < _members.Length; i++)
                _writer.Line(_members[i].Member.Name + " = " + _members[i].Read(Ordinal(i), jsonbReader) + ",");
            _writer.Close(";");
        }

        _writer.Close();
        _writer.Open("catch (global::System.Exception exception) when (reader.FieldCount - firstOrdinal < " + count + ")");
        _writer.Line("throw new global::System.ArgumentException(" + CSharpLiteral.Of("The row has fewer than the " + count + " columns of " + SqlName + "; select " + _relation.TypeName + ".SelectList.") + ", nameof(reader), exception);");
        _writer.Close();
        _writer.Close();
    }

    private static string Ordinal(int index) => index == 0 ? "firstOrdinal" : "firstOrdinal + " + index.ToString(CultureInfo.InvariantCulture);

    private void WriteToNew(string newTypeName)
    {
        _writer.Line("/// <summary>The row as one to insert, with every value given that the server accepts.</summary>");
        _writer.Line("public " + newTypeName + " ToNew() => new " + newTypeName);
        _writer.Open();
        foreach (var member in _members)
        {
            if (member.Member.Insert != InsertRole.Absent)
                _writer.Line(member.Member.Name + " = " + member.Member.Name + ",");
        }

        _writer.Close(";");
    }
}
