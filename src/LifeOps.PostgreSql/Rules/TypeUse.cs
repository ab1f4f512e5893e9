using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>What a type says something about.</summary>
public enum TypeUseKind
{
    /// <summary>A column of a table.</summary>
    Column,

    /// <summary>An attribute of a composite type.</summary>
    Attribute,

    /// <summary>The base of a domain.</summary>
    Domain,

    /// <summary>A parameter of a function.</summary>
    Parameter,

    /// <summary>What a function returns, or a column of it.</summary>
    Result,

    /// <summary>A cast, a typed literal, or a column of a record that a function returns in FROM.</summary>
    Cast,
}

/// <summary>A type that a statement writes to say what something is (not one that only names an existing function or operator).</summary>
public sealed class TypeUse
{
    private const int MaxShownLength = 40;

    private readonly string _text;

    private TypeUse(string text, TypeName type, TypeUseKind kind, string subject, PlacedNode place)
    {
        _text = text;
        Type = type;
        Kind = kind;
        Subject = subject;
        Place = place;
    }

    public TypeName Type { get; }

    public TypeUseKind Kind { get; }

    /// <summary>What has the type, for messages: <c>orders.created_at</c>, <c>The cast x::timestamp</c>.</summary>
    public string Subject { get; }

    /// <summary>The node that has the type.</summary>
    public PlacedNode Place { get; }

    /// <summary>The column definition; null when it is none, or a change of a column's type.</summary>
    public ColumnDef? NewColumn => Place.Node is ColumnDef { ColName.IsMissing: false } column ? column : null;

    /// <summary>The type as written, with one blank between words.</summary>
    public string Written => OneLine(ElementSpan.Of(_text));

    /// <summary>The type without the brackets of an array and without SETOF: what an edit replaces.</summary>
    public TextSpan ElementSpan
    {
        get
        {
            var start = Type.Span.Start;
            foreach (var name in Type.Names)
            {
                if (name.End > name.Start)
                {
                    start = name.Start;
                    break;
                }
            }

            // Brackets stand behind the name and its modifiers; the word ARRAY does too.
            var end = Type.Span.End;
            if (!Type.ArrayBounds.IsEmpty)
            {
                var from = start;
                foreach (var name in Type.Names)
                    from = System.Math.Max(from, name.End);
                foreach (var modifier in Type.Typmods)
                    from = System.Math.Max(from, modifier.Span.End);
                var bracket = _text.IndexOf('[', from, end - from);
                var word = _text.IndexOf("array", from, end - from, System.StringComparison.OrdinalIgnoreCase);
                if (word >= 0 && (bracket < 0 || word < bracket))
                    bracket = word;
                if (bracket >= 0)
                    end = bracket;
            }

            while (end > start && char.IsWhiteSpace(_text[end - 1]))
                end--;
            return TextSpan.FromBounds(start, end);
        }
    }

    public bool IsArray => !Type.ArrayBounds.IsEmpty;

    /// <summary>Whether it is the built-in type of that catalog name (int4, timestamp, bpchar, ...) or an array of it.</summary>
    public bool IsBuiltIn(string name) => IsBuiltIn(Type, name);

    /// <summary>The only modifier as a number; null when there is none, or it is not a plain number.</summary>
    public int? Modifier => Type.Typmods.Count == 1 && Type.Typmods[0] is A_Const { Kind: ConstantKind.Integer } length ? length.IntegerValue : null;

    /// <summary>
    /// The edit that gives it another element type; null when the text between holds more than the type (a comment, a hole).
    /// </summary>
    public FindingEdit? ChangeTo(string newType)
    {
        var span = ElementSpan;
        var written = span.Of(_text);
        return Type.IsColumnReference || written.Contains("--") || written.Contains("/*") || written.IndexOf(SqlHole.Filler) >= 0
            ? null
            : new FindingEdit(span, newType);
    }

    /// <summary>The casts to the same type in the default of the column: they go with it.</summary>
    public IEnumerable<TypeUse> CastsInDefault(IReadOnlyList<TypeUse> uses)
    {
        foreach (var use in uses)
        {
            if (use.DefaultOf == Place.Node && use.Type.Name.Value == Type.Name.Value)
                yield return use;
        }
    }

    /// <summary>The column whose default the cast stands in; null when it stands elsewhere.</summary>
    public ColumnDef? DefaultOf =>
        Kind == TypeUseKind.Cast && Place.Ancestor<Constraint>() is { ConType: ConstrType.Default } ? Place.Ancestor<ColumnDef>() : null;

    /// <summary>Whether a type name is that of a built-in type.</summary>
    public static bool IsBuiltIn(TypeName type, string name) =>
        !type.IsColumnReference && type.Name.Value == name && (type.Names.Count == 1 || (type.Names.Count == 2 && type.Schema.Value == "pg_catalog"));

    /// <summary>A table and column for messages; the schema is left out when it is not written.</summary>
    public static string NameOf(RangeVar table, Identifier column) =>
        (table.Schema.IsMissing ? "" : table.Schema + ".") + table.Name + "." + column;

    internal static List<TypeUse> FindAll(string text, IReadOnlyList<PlacedNode> nodes)
    {
        var uses = new List<TypeUse>();
        foreach (var placed in nodes)
        {
            switch (placed.Node)
            {
                case ColumnDef { TypeName: { } type } column:
                    AddColumn(text, uses, placed, column, type);
                    break;

                case CreateDomainStmt domain:
                    uses.Add(new(text, domain.TypeName, TypeUseKind.Domain, "The domain " + Join(domain.DomainName), placed));
                    break;

                case FunctionParameter parameter when placed.Parent?.Node is CreateFunctionStmt function:
                    AddParameter(text, uses, placed, parameter, function);
                    break;

                case CreateFunctionStmt { ReturnType: { } type } function:
                    uses.Add(new(text, type, TypeUseKind.Result, "The result of " + Join(function.FuncName), placed));
                    break;

                case TypeCast { TypeName: { } type } cast:
                    uses.Add(new(text, type, TypeUseKind.Cast, "The cast " + Shorten(OneLine(cast.Span.Of(text))), placed));
                    break;
            }
        }

        return uses;
    }

    private static void AddColumn(string text, List<TypeUse> uses, PlacedNode placed, ColumnDef column, TypeName type)
    {
        switch (placed.Parent?.Node)
        {
            // The columns of a foreign table are what the remote table has.
            case CreateStmt table when placed.Parent.Parent?.Node is not CreateForeignTableStmt:
                uses.Add(new(text, type, TypeUseKind.Column, NameOf(table.Relation, column.ColName), placed));
                break;

            case AlterTableCmd command when placed.Parent.Parent?.Node is AlterTableStmt alter:
                var name = column.ColName.IsMissing ? command.Name : column.ColName;
                if (alter.ObjType == ObjectType.Table)
                    uses.Add(new(text, type, TypeUseKind.Column, NameOf(alter.Relation, name), placed));
                else if (alter.ObjType == ObjectType.Type)
                    uses.Add(new(text, type, TypeUseKind.Attribute, NameOf(alter.Relation, name), placed));
                break;

            case CompositeTypeStmt composite:
                uses.Add(new(text, type, TypeUseKind.Attribute, NameOf(composite.TypeVar, column.ColName), placed));
                break;

            case RangeFunction or RangeFunctionItem:
                uses.Add(new(text, type, TypeUseKind.Cast, "The column " + column.ColName + " of the record", placed));
                break;
        }
    }

    private static void AddParameter(string text, List<TypeUse> uses, PlacedNode placed, FunctionParameter parameter, CreateFunctionStmt function)
    {
        var isResult = parameter.Mode is FunctionParameterMode.Table or FunctionParameterMode.Out;
        var name = parameter.Name.IsMissing ? "" : " " + parameter.Name;
        uses.Add(new(
            text, parameter.ArgType, isResult ? TypeUseKind.Result : TypeUseKind.Parameter,
            (isResult ? "The result" : "The parameter") + name + " of " + Join(function.FuncName), placed));
    }

    private static string Join(ValueList<Identifier> names)
    {
        var result = "";
        foreach (var name in names)
            result += result.Length == 0 ? name.Value : "." + name.Value;
        return result;
    }

    private static string OneLine(string text) => string.Join(" ", text.Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries));

    private static string Shorten(string text)
    {
        text = text.Replace(SqlHole.Filler, '…');
        return text.Length <= MaxShownLength ? text : "…" + text.Substring(text.Length - MaxShownLength);
    }
}
