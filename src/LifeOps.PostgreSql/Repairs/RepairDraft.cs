using System.Collections.Generic;
using System.Linq;

using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

using QualifiedName = LifeOps.PostgreSql.Schema.QualifiedName;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>A plan while it is being made: finds what findings are about, hands out names that are free, collects steps.</summary>
internal sealed class RepairDraft
{
    private readonly List<RepairStep> _steps = [];
    private readonly HashSet<QualifiedName> _relations = [];
    private readonly HashSet<QualifiedName> _functions = [];
    private readonly HashSet<(QualifiedName Table, string Name)> _takenNames = [];
    private readonly HashSet<(QualifiedName Table, string Name)> _changed = [];
    private readonly HashSet<(QualifiedName Table, string Name)> _restated = [];
    private readonly Dictionary<(QualifiedName Table, string Name), string> _replaced = [];

    public RepairDraft(DatabaseSchema schema, RepairOptions options)
    {
        Schema = schema;
        Options = options;
        foreach (var table in schema.Tables)
        {
            _relations.Add(table.QualifiedName);
            foreach (var index in table.Indexes)
                _relations.Add(new(table.Schema, index.Name));
        }

        foreach (var view in schema.Views)
        {
            _relations.Add(view.QualifiedName);
            foreach (var index in view.Indexes)
                _relations.Add(new(view.Schema, index.Name));
        }

        foreach (var function in schema.Functions)
            _functions.Add(new(function.Schema, function.Name));
        foreach (var sequence in schema.Sequences)
            _relations.Add(new(sequence.Schema, sequence.Name));
    }

    /// <summary>Marks a column, constraint or index as changed by a step; false when one before did.</summary>
    public bool TryChange(Table table, string name) => _changed.Add((table.QualifiedName, name));

    /// <summary>Whether a step changes or drops a column, constraint or index.</summary>
    public bool IsChanged(Table table, string name) => _changed.Contains((table.QualifiedName, name));

    /// <summary>Says that a column takes the place of another one later on.</summary>
    public void Replace(Table table, string column, string newColumn) => _replaced[(table.QualifiedName, column)] = newColumn;

    /// <summary>The column that new indexes are for: the one that takes the column's place, or itself.</summary>
    public string NewColumnOf(Table table, string column) => _replaced.TryGetValue((table.QualifiedName, column), out var newColumn) ? newColumn : column;

    /// <summary>Says that a step writes a foreign key anew, with its ON DELETE.</summary>
    public void Restate(Table table, string foreignKey) => _restated.Add((table.QualifiedName, foreignKey));

    /// <summary>Whether a step writes a foreign key anew, with its ON DELETE.</summary>
    public bool IsRestated(Table table, string foreignKey) => _restated.Contains((table.QualifiedName, foreignKey));

    /// <summary>The foreign keys that refer to a table, with the tables they belong to.</summary>
    public IEnumerable<(Table Table, ForeignKey Key)> ReferencesTo(Table table)
    {
        foreach (var other in Schema.Tables)
        {
            foreach (var key in other.ForeignKeys)
            {
                if (key.ReferencedTable == table.QualifiedName)
                    yield return (other, key);
            }
        }
    }

    public DatabaseSchema Schema { get; }

    public RepairOptions Options { get; }

    /// <summary>The steps by phase; those of one phase in the order in which they were added.</summary>
    public ValueList<RepairStep> ToSteps() =>
        _steps.OrderBy(step => step.Phase).Select((step, i) => step with { Number = i + 1 }).ToValueList();

    public void Add(RepairStep step) => _steps.Add(step);

    /// <summary>Whether a table is so small that a scan or rewrite under a lock is over at once.</summary>
    public bool IsSmall(Table table) => table.RowEstimate is { } rows && rows < Options.LargeTableRows;

    /// <summary>The foreign key a finding is about, and its table.</summary>
    public (Table Table, ForeignKey Key)? FindForeignKey(SqlFinding finding)
    {
        (Table, ForeignKey)? found = null;
        var length = int.MaxValue;
        foreach (var table in Schema.Tables)
        {
            foreach (var key in table.ForeignKeys)
            {
                if (Holds(key.Location, finding) && key.Location.Span.Length < length)
                {
                    found = (table, key);
                    length = key.Location.Span.Length;
                }
            }
        }

        return found;
    }

    /// <summary>The column whose type, default or definition a finding stands in, and its table.</summary>
    public (Table Table, Column Column)? FindColumn(SqlFinding finding)
    {
        (Table, Column)? found = null;
        var length = int.MaxValue;
        foreach (var table in Schema.Tables)
        {
            foreach (var column in table.Columns)
            {
                // A column that a parent or LIKE gave has its place there: the table that wrote it is the one that is changed.
                if (!table.Parents.IsEmpty && table.PartitionBound is not null)
                    continue;
                foreach (var place in new[] { column.TypeLocation, column.DefaultLocation, column.Location })
                {
                    if (Holds(place, finding) && place.Span.Length < length)
                    {
                        found = (table, column);
                        length = place.Span.Length;
                    }
                }
            }
        }

        return found;
    }

    /// <summary>The table whose statement a finding stands in.</summary>
    public Table? FindTable(SqlFinding finding)
    {
        Table? found = null;
        var length = int.MaxValue;
        foreach (var table in Schema.Tables)
        {
            foreach (var place in new[] { table.Location, table.NameLocation, table.Hypertable?.Location ?? default })
            {
                if (Holds(place, finding) && place.Span.Length < length)
                {
                    found = table;
                    length = place.Span.Length;
                }
            }
        }

        return found;
    }

    /// <summary>The index whose statement a finding stands in, and its table; null for one of a view.</summary>
    public (Table Table, Index Index)? FindIndex(SqlFinding finding)
    {
        foreach (var table in Schema.Tables)
        {
            foreach (var index in table.Indexes)
            {
                if (Holds(index.NameLocation, finding) || (index.NameLocation.Span.Length == 0 && Holds(index.Location, finding)))
                    return (table, index);
            }
        }

        return null;
    }

    /// <summary>The first view that reads a table; null when none does.</summary>
    public View? FindViewOf(Table table)
    {
        foreach (var view in Schema.Views)
        {
            foreach (var statement in SqlParser.Parse(view.Definition).Statements)
            {
                foreach (var node in statement.DescendantsAndSelf())
                {
                    if (node is RangeVar relation && relation.Name.Value == table.Name && (relation.Schema.IsMissing || relation.Schema.Value == table.Schema))
                        return view;
                }
            }
        }

        return null;
    }

    /// <summary>The tables that are partitions of a table or inherit from it.</summary>
    public IEnumerable<Table> ChildrenOf(Table table)
    {
        foreach (var child in Schema.Tables)
        {
            if (child.Parents.Contains(table.QualifiedName))
                yield return child;
        }
    }

    /// <summary>A name for a function that nothing in the schema has.</summary>
    public string FreeFunctionName(string schema, string wanted)
    {
        var name = Free(wanted, candidate => !_functions.Contains(new(schema, candidate)));
        _functions.Add(new(schema, name));
        return name;
    }

    public Table? FindTable(QualifiedName name)
    {
        foreach (var table in Schema.Tables)
        {
            if (table.QualifiedName == name)
                return table;
        }

        return null;
    }

    /// <summary>A name for a relation that nothing in the schema has, cut to what the server keeps.</summary>
    public string FreeRelationName(string schema, string wanted)
    {
        var name = Free(wanted, candidate => !_relations.Contains(new(schema, candidate)));
        _relations.Add(new(schema, name));
        return name;
    }

    /// <summary>A name for a column, constraint or trigger that the table does not have.</summary>
    public string FreeName(Table table, string wanted)
    {
        var name = Free(wanted, candidate => !IsTaken(table, candidate));
        _takenNames.Add((table.QualifiedName, name));
        return name;
    }

    private static string Free(string wanted, System.Func<string, bool> isFree)
    {
        var name = SqlIdentifier.Truncate(wanted);
        for (var i = 2; !isFree(name); i++)
            name = SqlIdentifier.Truncate(wanted, SqlIdentifier.MaxBytes - 1 - i.ToString(System.Globalization.CultureInfo.InvariantCulture).Length) + "_" + i;
        return name;
    }

    private bool IsTaken(Table table, string name) =>
        _takenNames.Contains((table.QualifiedName, name))
        || table.FindColumn(name) is not null
        || table.PrimaryKey?.Name == name
        || table.UniqueConstraints.Any(constraint => constraint.Name == name)
        || table.ForeignKeys.Any(constraint => constraint.Name == name)
        || table.Checks.Any(constraint => constraint.Name == name)
        || table.Exclusions.Any(constraint => constraint.Name == name)
        || Schema.Triggers.Any(trigger => trigger.Table == table.QualifiedName && trigger.Name == name);

    private static bool Holds(SchemaLocation place, SqlFinding finding) =>
        place.Span.Length > 0 && (place.File ?? "") == (finding.File ?? "") && finding.Span.Start >= place.Span.Start && finding.Span.Start < place.Span.End;
}
