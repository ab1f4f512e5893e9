using System.Collections.Generic;
using System.Text;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>Writes CREATE INDEX.</summary>
internal static class IndexStatement
{
    /// <summary>A name that no relation of the schema has yet.</summary>
    public static string NameOf(DatabaseSchema schema, Table table, IndexShape index, string prefix)
    {
        var name = new StringBuilder(prefix).Append(table.Name);
        foreach (var key in index.Keys)
            name.Append('_').Append(Word(key.Term));
        var wanted = SqlIdentifier.Truncate(name.ToString());
        var free = wanted;
        for (var i = 1; IsTaken(schema, table.Schema, free); i++)
        {
            var suffix = "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            free = wanted.Substring(0, System.Math.Min(wanted.Length, SqlIdentifier.MaxBytes - suffix.Length)) + suffix;
        }

        return free;
    }

    /// <summary>The whole statement, without the semicolon. Built without blocking writes where the server allows that.</summary>
    public static string Write(Table table, IndexShape index, string name, bool concurrently)
    {
        var sql = new StringBuilder("CREATE INDEX ");
        if (concurrently && table.Hypertable is null && table.Kind != TableKind.Partitioned)
            sql.Append("CONCURRENTLY ");
        sql.Append(SqlIdentifier.Quote(name)).Append(" ON ");
        if (table.Schema != "public")
            sql.Append(SqlIdentifier.Quote(table.Schema)).Append('.');
        sql.Append(SqlIdentifier.Quote(table.Name)).Append(' ');
        if (index.Method != "btree")
            sql.Append("USING ").Append(index.Method).Append(' ');
        sql.Append('(');
        for (var i = 0; i < index.Keys.Count; i++)
        {
            var key = index.Keys[i];
            sql.Append(i > 0 ? ", " : "").Append(key.Term.Sql);
            if (key.OperatorClass.Length > 0)
                sql.Append(' ').Append(key.OperatorClass);
            if (key.IsDescending)
                sql.Append(" DESC");
            if (key.NullsFirst != key.IsDescending)
                sql.Append(key.NullsFirst ? " NULLS FIRST" : " NULLS LAST");
        }

        sql.Append(')');
        if (!index.Included.IsEmpty)
        {
            sql.Append(" INCLUDE (");
            for (var i = 0; i < index.Included.Count; i++)
                sql.Append(i > 0 ? ", " : "").Append(SqlIdentifier.Quote(index.Included[i]));
            sql.Append(')');
        }

        if (concurrently && table.Hypertable is not null)
            sql.Append(" WITH (timescaledb.transaction_per_chunk)");
        for (var i = 0; i < index.Predicate.Count; i++)
            sql.Append(i == 0 ? " WHERE " : " AND ").Append(index.Predicate[i]);
        return sql.ToString();
    }

    private static bool IsTaken(DatabaseSchema schema, string schemaName, string name)
    {
        foreach (var table in schema.Tables)
        {
            if (table.Schema != schemaName)
                continue;
            if (table.Name == name)
                return true;
            foreach (var index in table.Indexes)
            {
                if (index.Name == name)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The names and words of a term: <c>data ->> 'status'</c> is data_status.</summary>
    private static string Word(IndexTerm term)
    {
        if (term.Column is not null)
            return term.Column;
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in term.Expression! + " ")
        {
            if (char.IsLetterOrDigit(c) || c == '_')
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return string.Join("_", words);
    }
}
