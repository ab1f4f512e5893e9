using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Catalog;

/// <summary>Reads the lines that extract.sql writes (the fields are explained there).</summary>
internal sealed class CatalogReader
{
    private readonly Dictionary<string, string> _strings = [];
    private readonly Dictionary<string, SqlType> _types = [];
    private CatalogSection _section = new("");

    /// <summary>All sections of a text: the built-in one first when there is one, then one per extension.</summary>
    public List<CatalogSection> Read(TextReader reader)
    {
        var sections = new List<CatalogSection> { _section };
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;

            var fields = line.Split('\t');
            switch (fields[0])
            {
                case "E":
                    _section = new(fields[1]);
                    sections.Add(_section);
                    _types.Clear();
                    break;
                case "T":
                    ReadType(fields);
                    break;
                case "F":
                    ReadFunction(fields);
                    break;
                case "O":
                    Append(_section.Operators, Share(fields[1]), new CatalogOperator(Share(fields[1]), fields[2].Length == 0 ? null : Type(fields[2]), Type(fields[3]), Type(fields[4])));
                    break;
                case "C":
                    _section.Casts.Add(new(Type(fields[1]), Type(fields[2]), Context(fields[3]), fields[4] == "b"));
                    break;
                case "K":
                    _section.OperatorClasses.Add(new(Share(fields[1]), fields[2], Type(fields[3]), Field(fields, 4) == "t"));
                    break;
                case "R":
                    _section.Relations[fields[1].Length == 0 ? fields[2] : fields[1] + "." + fields[2]] = new(Share(fields[1]), fields[2], Columns(fields[3]));
                    break;
            }
        }

        return sections;
    }

    private static string Field(string[] fields, int index) => index < fields.Length ? fields[index] : "";

    private static string? OptionalField(string[] fields, int index) => Field(fields, index) is { Length: > 0 } value ? value : null;

    private static CastContext Context(string code) => code switch
    {
        "i" => CastContext.Implicit,
        "a" => CastContext.Assignment,
        _ => CastContext.Explicit,
    };

    private static void Append<T>(Dictionary<string, List<T>> map, string key, T item)
    {
        if (!map.TryGetValue(key, out var list))
            map.Add(key, list = new(1));
        list.Add(item);
    }

    private void ReadType(string[] fields)
    {
        var name = fields[1];
        var schema = _section.Name.Length == 0 ? "pg_catalog" : "";
        if (name.IndexOf('.') is > 0 and var dot)
            (schema, name) = (name.Substring(0, dot), name.Substring(dot + 1));
        _section.Types[fields[1]] = new(
            name, schema, fields[2][0], fields[3][0], Field(fields, 4) == "t",
            OptionalField(fields, 5), OptionalField(fields, 7), OptionalField(fields, 8), OptionalField(fields, 9));
    }

    private void ReadFunction(string[] fields)
    {
        var flags = fields[3];
        var arguments = fields[6];
        Append(_section.Functions, fields[1], new CatalogFunction
        {
            Name = fields[1],
            Kind = fields[2] switch
            {
                "p" => FunctionKind.Procedure,
                "a" => FunctionKind.Aggregate,
                "o" => FunctionKind.OrderedSetAggregate,
                "h" => FunctionKind.HypotheticalSetAggregate,
                "w" => FunctionKind.Window,
                _ => FunctionKind.Function,
            },
            ReturnsSet = flags.IndexOf('r') >= 0,
            IsStrict = flags.IndexOf('s') >= 0,
            IsVariadic = flags.IndexOf('v') >= 0,
            Volatility = fields[4].Length == 0 ? 'v' : fields[4][0],
            DefaultCount = Number(fields[5]),
            Arguments = TypeList(arguments),
            Result = Type(fields[7]),
            OutColumns = Columns(Field(fields, 8)),
            DirectArgumentCount = Number(Field(fields, 9)),
        });
    }

    private static int Number(string text) => text.Length == 0 ? 0 : int.Parse(text, CultureInfo.InvariantCulture);

    private ValueList<SqlType> TypeList(string text)
    {
        if (text.Length == 0)
            return default;
        var names = text.Split(' ');
        var types = new SqlType[names.Length];
        for (var i = 0; i < names.Length; i++)
            types[i] = Type(names[i]);
        return new(types);
    }

    private ValueList<CatalogColumn> Columns(string text)
    {
        if (text.Length == 0)
            return default;
        var parts = text.Split(' ');
        var columns = new CatalogColumn[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var colon = parts[i].IndexOf(':');
            var notNull = parts[i][parts[i].Length - 1] == '!';
            columns[i] = new(Share(parts[i].Substring(0, colon)), Type(parts[i].Substring(colon + 1, parts[i].Length - colon - (notNull ? 2 : 1))), notNull);
        }

        return new(columns);
    }

    private SqlType Type(string text)
    {
        if (_types.TryGetValue(text, out var type))
            return type;

        var isArray = text[0] == '_' && text.IndexOf('.') < 0;
        var element = isArray ? text.Substring(1) : text;
        if (element.IndexOf('.') is > 0 and var dot)
        {
            var name = element.Substring(dot + 1);
            type = name[0] == '_' ? new SqlType(element.Substring(0, dot), name.Substring(1), IsArray: true) : new SqlType(element.Substring(0, dot), name);
        }
        else
        {
            // An extension's own types live in whatever schema the extension was installed in: an empty schema stands for it.
            type = new SqlType(_section.Name.Length > 0 && _section.Types.ContainsKey(element) ? "" : "pg_catalog", Share(element), IsArray: isArray);
        }

        _types.Add(text, type);
        return type;
    }

    private string Share(string text)
    {
        if (_strings.TryGetValue(text, out var shared))
            return shared;
        _strings.Add(text, text);
        return text;
    }
}
