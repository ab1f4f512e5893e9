using System.Collections.Generic;
using System.Linq;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>The steps of <see cref="KeyToUuid"/>.</summary>
internal sealed class KeySwap
{
    private readonly RepairDraft _draft;
    private readonly Table _table;
    private readonly Column _column;
    private readonly ValueList<string> _rule;
    private readonly string _primaryKey;
    private readonly Side _key;
    private readonly List<Reference> _references = [];
    private readonly string _newIndex;
    private readonly string _keptIndex;

    public KeySwap(RepairDraft draft, Table table, Column column, IEnumerable<(Table Table, ForeignKey Key)> references, string ruleId)
    {
        _draft = draft;
        _table = table;
        _column = column;
        _rule = ValueList.Of(ruleId);
        _primaryKey = table.PrimaryKey!.Name;
        _key = new(draft, table, column);
        _newIndex = draft.FreeRelationName(table.Schema, _primaryKey + "_new");
        _keptIndex = draft.FreeRelationName(table.Schema, _primaryKey + "_old");
        foreach (var (child, foreign) in references)
        {
            var referring = child.FindColumn(foreign.Columns[0])!;
            draft.TryChange(child, referring.Name);
            draft.TryChange(child, foreign.Name);
            var side = new Side(draft, child, referring);
            draft.Replace(child, referring.Name, side.PlainNew);
            if (!foreign.HasExplicitOnDelete)
                draft.Restate(child, foreign.Name);
            _references.Add(new(side, foreign, SqlText.Name(draft.FreeName(child, foreign.Name + "_new"))));
        }
    }

    public void AddSteps()
    {
        AddKeyColumn();
        var indexes = new List<ReplacedIndexes>
        {
            ReplacedIndexes.Plan(_draft, _table, _column.Name, _key.PlainNew, _rule, _primaryKey),
        };
        foreach (var reference in _references)
        {
            AddReference(reference);
            indexes.Add(ReplacedIndexes.Plan(_draft, reference.Side.Source, reference.Side.Column.Name, reference.Side.PlainNew, _rule));
        }

        AddCutOver(indexes);
        AddContract();
    }

    private void AddKeyColumn()
    {
        _draft.Add(Step(_table, $"A uuid column {_key.PlainNew} beside {_key.Label}", "Tells rows apart without a counter that everybody draws from. New rows get theirs by the default, old ones from the next step.") with
        {
            Lock = TableLockMode.AccessExclusive,
            InTransaction = true,
            Statements = ValueList.Of(
                // With the default in ADD COLUMN the table would be written anew under the lock.
                $"ALTER TABLE {_key.Table} ADD COLUMN {_key.New} uuid",
                $"ALTER TABLE {_key.Table} ALTER COLUMN {_key.New} SET DEFAULT gen_random_uuid()",
                KeyFunction(),
                Trigger(_key.ForwardTrigger, _key.Table, _key.Forward),
                $"ALTER TABLE {_key.Table} ADD CONSTRAINT {_key.Proof} CHECK ({_key.New} IS NOT NULL) NOT VALID"),
            Rollback = DropColumn(_key),
            Note = "Rights granted on the single column have to be granted on the new one too.",
        });
        AddFill(_key, "gen_random_uuid()", $"filled.{_key.New} IS NULL");
        AddProof(_key);
        AddUniqueIndex(_newIndex, _key.New, "The new key needs its index before it can be the key, and before others can refer to it.");
        AddUniqueIndex(_keptIndex, _key.Old, "Takes the place of the primary key's index, which goes with the key: so the way back need not build one under a lock.");
    }

    private void AddUniqueIndex(string index, string column, string reason) => _draft.Add(Step(_table, $"The unique index {index}", reason) with
    {
        Lock = TableLockMode.ShareUpdateExclusive,
        Duration = RepairDuration.IndexBuild,
        Statements = ValueList.Of($"CREATE UNIQUE INDEX CONCURRENTLY {SqlText.Name(index)} ON {_key.Table} ({column})"),
        Rollback = ValueList.Of($"DROP INDEX CONCURRENTLY IF EXISTS {SqlText.Name(_table.Schema, index)}"),
    });

    private void AddReference(Reference reference)
    {
        var side = reference.Side;
        _draft.Add(Step(side.Source, $"A uuid column {side.PlainNew} beside {side.Label}", $"Refers to {_table.Name} by the new key. A trigger fills it for each row that is written.") with
        {
            Lock = TableLockMode.AccessExclusive,
            InTransaction = true,
            Statements = new([
                $"ALTER TABLE {side.Table} ADD COLUMN {side.New} uuid",
                ForwardFunction(side),
                Trigger(side.ForwardTrigger, side.Table, side.Forward),
                .. side.Column.IsNotNull ? ValueList.Of($"ALTER TABLE {side.Table} ADD CONSTRAINT {side.Proof} CHECK ({side.New} IS NOT NULL) NOT VALID") : default]),
            Rollback = DropColumn(side),
        });
        AddFill(side, $"(SELECT referenced.{_key.New} FROM {_key.Table} AS referenced WHERE referenced.{_key.Old} = filled.{side.Old})", $"filled.{side.New} IS NULL AND filled.{side.Old} IS NOT NULL");
        if (side.Column.IsNotNull)
            AddProof(side);

        _draft.Add(Step(side.Source, $"The foreign key {reference.Key.Name} for {side.PlainNew}", "A key that is added NOT VALID checks new rows at once and does not read the old ones under its lock.") with
        {
            Lock = TableLockMode.ShareRowExclusive,
            RollbackLock = TableLockMode.AccessExclusive,
            AlsoLocked = ValueList.Of(_table.QualifiedName),
            InTransaction = true,
            Statements = ValueList.Of($"ALTER TABLE {side.Table} ADD CONSTRAINT {reference.NewKey} {ForeignKeyDeleteAction.Definition(New(reference))} NOT VALID"),
            Rollback = ValueList.Of($"ALTER TABLE {side.Table} DROP CONSTRAINT IF EXISTS {reference.NewKey}"),
        });
        _draft.Add(Step(side.Source, $"Validate the foreign key of {side.PlainNew}", "Reads the rows of before while everybody goes on reading and writing.") with
        {
            Lock = TableLockMode.ShareUpdateExclusive,
            Duration = RepairDuration.TableScan,
            Statements = ValueList.Of($"ALTER TABLE {side.Table} VALIDATE CONSTRAINT {reference.NewKey}"),
            Rollback = ValueList.Of($"ALTER TABLE {side.Table} VALIDATE CONSTRAINT {SqlText.Name(reference.Key.Name)}"),
        });
    }

    private void AddFill(Side side, string value, string missing) => _draft.Add(Step(
        side.Source,
        $"Fill {side.PlainNew} of {side.Source.Name}",
        "Each batch is a transaction of its own: few rows are locked, and only for moments. Rows that somebody holds are left for the next round.") with
    {
        Lock = TableLockMode.RowExclusive,
        Duration = RepairDuration.Batches,
        Statements = ValueList.Of(BatchedFill.Sql(side.Table, $"{side.New} = {value}", missing)),
    });

    private void AddProof(Side side) => _draft.Add(Step(side.Source, $"Prove that {side.PlainNew} of {side.Source.Name} is full", "With a valid constraint SET NOT NULL does not read the table again.") with
    {
        Lock = TableLockMode.ShareUpdateExclusive,
        Duration = RepairDuration.TableScan,
        Statements = ValueList.Of($"ALTER TABLE {side.Table} VALIDATE CONSTRAINT {side.Proof}"),
    });

    private void AddCutOver(List<ReplacedIndexes> indexes)
    {
        var (statements, rollback) = (new List<string>(), new List<string>());
        statements.AddRange(DropTrigger(_key.ForwardTrigger, _key.Table, _key.Forward));
        foreach (var (side, key, newKey) in _references)
        {
            statements.AddRange(DropTrigger(side.ForwardTrigger, side.Table, side.Forward));
            statements.Add($"ALTER TABLE {side.Table} DROP CONSTRAINT {SqlText.Name(key.Name)}");
            statements.Add($"ALTER TABLE {side.Table} RENAME CONSTRAINT {newKey} TO {SqlText.Name(key.Name)}");
        }

        statements.Add($"ALTER TABLE {_key.Table} DROP CONSTRAINT {SqlText.Name(_primaryKey)}");
        statements.AddRange(Rename(_key, isNotNull: true));
        statements.Add($"ALTER TABLE {_key.Table} ADD CONSTRAINT {SqlText.Name(_primaryKey)} PRIMARY KEY USING INDEX {SqlText.Name(_newIndex)}");
        foreach (var (side, _, _) in _references)
        {
            statements.AddRange(Rename(side, side.Column.IsNotNull));
            statements.Add(BackwardFunction(side));
            statements.Add(Trigger(side.BackwardTrigger, side.Table, side.Backward));
        }

        foreach (var replaced in indexes)
        {
            statements.AddRange(replaced.Renames);
            rollback.AddRange(replaced.RenamesBack);
        }

        foreach (var (side, key, _) in _references)
        {
            rollback.AddRange(DropTrigger(side.BackwardTrigger, side.Table, side.Backward));
            rollback.Add($"ALTER TABLE {side.Table} DROP CONSTRAINT {SqlText.Name(key.Name)}");
        }

        rollback.Add($"ALTER TABLE {_key.Table} DROP CONSTRAINT {SqlText.Name(_primaryKey)}");
        rollback.AddRange(RenameBack(_key, isNotNull: true));
        rollback.Add($"ALTER TABLE {_key.Table} ADD CONSTRAINT {SqlText.Name(_primaryKey)} PRIMARY KEY USING INDEX {SqlText.Name(_keptIndex)}");
        rollback.Add(KeyFunction());
        rollback.Add(Trigger(_key.ForwardTrigger, _key.Table, _key.Forward));
        foreach (var (side, key, _) in _references)
        {
            rollback.AddRange(RenameBack(side, side.Column.IsNotNull));
            rollback.Add($"ALTER TABLE {side.Table} ADD CONSTRAINT {SqlText.Name(key.Name)} {ForeignKeyDeleteAction.Definition(key)} NOT VALID");
            rollback.Add(ForwardFunction(side));
            rollback.Add(Trigger(side.ForwardTrigger, side.Table, side.Forward));
        }

        _draft.Add(Step(_table, $"Take {_key.PlainNew} for {_key.Label}", "All columns are full and all keys are valid: they change places together, and from here on triggers keep the numbers, so that the way back loses nothing.") with
        {
            Phase = RepairPhase.CutOver,
            Lock = TableLockMode.AccessExclusive,
            AlsoLocked = _references.Select(reference => reference.Side.Source.QualifiedName).Distinct().ToValueList(),
            InTransaction = true,
            Statements = statements.ToValueList(),
            Rollback = rollback.ToValueList(),
            Note = $"From this moment {_key.Label} is a uuid for every reader: deploy the release that reads and writes it as one together with this step. "
                + $"Numbers that stand elsewhere (links, other databases) are found by {_key.PlainRetired} until it is dropped.",
        });
    }

    private void AddContract()
    {
        foreach (var (side, _, _) in _references)
        {
            _draft.Add(Step(side.Source, $"Drop {side.PlainRetired}, what {side.Label} was", "The old numbers are of use only for the way back.") with
            {
                Phase = RepairPhase.Contract,
                Lock = TableLockMode.AccessExclusive,
                InTransaction = true,
                Statements = new([.. DropTrigger(side.BackwardTrigger, side.Table, side.Backward), $"ALTER TABLE {side.Table} DROP COLUMN {side.Retired}"]),
                Note = "There is no way back behind this step.",
            });
        }

        _draft.Add(Step(_table, $"Drop {_key.PlainRetired}, what {_key.Label} was", "The old numbers are of use only for the way back.") with
        {
            Phase = RepairPhase.Contract,
            Lock = TableLockMode.AccessExclusive,
            InTransaction = true,
            Statements = ValueList.Of($"ALTER TABLE {_key.Table} DROP COLUMN {_key.Retired}"),
            Note = "There is no way back behind this step. A sequence that the column owns goes with it.",
        });
    }

    private RepairStep Step(Table table, string title, string reason) => new()
    {
        Title = title,
        Reason = reason,
        RuleIds = _rule,
        Table = table.QualifiedName,
        Duration = RepairDuration.Instant,
        Statements = default,
    };

    /// <summary>The foreign key over the new columns. NO ACTION is said as RESTRICT, as LDB4002 asks for.</summary>
    private ForeignKey New(Reference reference) => reference.Key with
    {
        Columns = ValueList.Of(reference.Side.PlainNew),
        ReferencedColumns = ValueList.Of(_key.PlainNew),
        OnDelete = reference.Key.HasExplicitOnDelete ? reference.Key.OnDelete : ReferentialAction.Restrict,
    };

    /// <summary>Rows that the batches have not come to yet get their key when somebody writes them.</summary>
    private string KeyFunction() => $"""
        CREATE FUNCTION {_key.Forward}() RETURNS trigger LANGUAGE plpgsql AS {SqlText.DollarQuoted($"""
            BEGIN
              IF NEW.{_key.New} IS NULL THEN
                NEW.{_key.New} := gen_random_uuid();
              END IF;
              RETURN NEW;
            END
            """)}
        """;

    private string ForwardFunction(Side side) => $"""
        CREATE FUNCTION {side.Forward}() RETURNS trigger LANGUAGE plpgsql AS {SqlText.DollarQuoted($"""
            BEGIN
              NEW.{side.New} := (SELECT referenced.{_key.New} FROM {_key.Table} AS referenced WHERE referenced.{_key.Old} = NEW.{side.Old});
              RETURN NEW;
            END
            """)}
        """;

    private string BackwardFunction(Side side) => $"""
        CREATE FUNCTION {side.Backward}() RETURNS trigger LANGUAGE plpgsql AS {SqlText.DollarQuoted($"""
            BEGIN
              NEW.{side.Retired} := (SELECT referenced.{_key.Retired} FROM {_key.Table} AS referenced WHERE referenced.{_key.Old} = NEW.{side.Old});
              RETURN NEW;
            END
            """)}
        """;

    private static string Trigger(string name, string table, string function) =>
        $"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()";

    private static string[] DropTrigger(string trigger, string table, string function) => [$"DROP TRIGGER {trigger} ON {table}", $"DROP FUNCTION {function}()"];

    private static ValueList<string> DropColumn(Side side) => ValueList.Of(
        $"DROP TRIGGER IF EXISTS {side.ForwardTrigger} ON {side.Table}",
        $"DROP FUNCTION IF EXISTS {side.Forward}()",
        $"ALTER TABLE {side.Table} DROP COLUMN IF EXISTS {side.New}");

    private static IEnumerable<string> Rename(Side side, bool isNotNull)
    {
        yield return $"ALTER TABLE {side.Table} RENAME COLUMN {side.Old} TO {side.Retired}";
        yield return $"ALTER TABLE {side.Table} RENAME COLUMN {side.New} TO {side.Old}";
        if (isNotNull)
        {
            yield return $"ALTER TABLE {side.Table} ALTER COLUMN {side.Old} SET NOT NULL";
            yield return $"ALTER TABLE {side.Table} DROP CONSTRAINT {side.Proof}";
        }

        if (side.Column.Comment is { } comment)
            yield return $"COMMENT ON COLUMN {side.Table}.{side.Old} IS {SqlText.Literal(comment)}";
    }

    private static IEnumerable<string> RenameBack(Side side, bool isNotNull)
    {
        if (isNotNull)
            yield return $"ALTER TABLE {side.Table} ALTER COLUMN {side.Old} DROP NOT NULL";
        yield return $"ALTER TABLE {side.Table} RENAME COLUMN {side.Old} TO {side.New}";
        yield return $"ALTER TABLE {side.Table} RENAME COLUMN {side.Retired} TO {side.Old}";
    }

    /// <summary>A foreign key that refers to the key.</summary>
    /// <param name="Side">Its column.</param>
    /// <param name="NewKey">The name of the foreign key over the new column, quoted.</param>
    private sealed record Reference(Side Side, ForeignKey Key, string NewKey);

    /// <summary>A column that becomes a uuid, and the names that its steps use; quoted where they are not called plain.</summary>
    private sealed class Side
    {
        public Side(RepairDraft draft, Table table, Column column)
        {
            Source = table;
            Column = column;
            Table = SqlText.Name(table.QualifiedName);
            Old = SqlText.Name(column.Name);
            PlainNew = draft.FreeName(table, column.Name + "_new");
            PlainRetired = draft.FreeName(table, column.Name + "_old");
            Proof = SqlText.Name(draft.FreeName(table, table.Name + "_" + column.Name + "_proof"));
            Forward = SqlText.Name(table.Schema, draft.FreeFunctionName(table.Schema, table.Name + "_" + column.Name + "_forward"));
            Backward = SqlText.Name(table.Schema, draft.FreeFunctionName(table.Schema, table.Name + "_" + column.Name + "_backward"));
            ForwardTrigger = SqlText.Name(draft.FreeName(table, column.Name + "_forward"));
            BackwardTrigger = SqlText.Name(draft.FreeName(table, column.Name + "_backward"));
        }

        public Table Source { get; }

        public Column Column { get; }

        public string Label => Source.Name + "." + Column.Name;

        public string Table { get; }

        public string Old { get; }

        public string PlainNew { get; }

        public string New => SqlText.Name(PlainNew);

        public string PlainRetired { get; }

        public string Retired => SqlText.Name(PlainRetired);

        public string Proof { get; }

        public string Forward { get; }

        public string Backward { get; }

        public string ForwardTrigger { get; }

        public string BackwardTrigger { get; }
    }
}
