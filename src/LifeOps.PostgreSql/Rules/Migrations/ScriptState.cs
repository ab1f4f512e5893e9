using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// What the statements before have done: which relations, indexes and types they made, the transaction that is open and what it holds,
/// the settings. Rules read it; <see cref="ScriptWalk"/> moves it on, once for each statement.
/// </summary>
public sealed class ScriptState
{
    private readonly HashSet<string> _newRelations = [];
    private readonly HashSet<string> _newTypes = [];
    private readonly HashSet<(string Table, string Column)> _newColumns = [];
    private readonly Dictionary<(string Table, string Constraint), (int Transaction, Expression? Check)> _unvalidated = [];
    private readonly HashSet<(string Table, string Column)> _checkedNotNull = [];
    private readonly Dictionary<string, TableLockMode> _locks = [];
    private readonly List<(ValueList<Identifier> Type, string Label)> _labels = [];
    private bool _hasSessionTimeout;
    private bool _hasLocalTimeout;
    private bool _isSessionUtc;
    private bool? _isLocalUtc;

    internal ScriptState(ScriptTransaction transaction) => IsInTransaction = transaction == ScriptTransaction.WholeScript;

    /// <summary>Whether a transaction block is open: BEGIN, or the tool's own.</summary>
    public bool IsInTransaction { get; private set; }

    /// <summary>A number that two statements share when they run in one transaction.</summary>
    public int Transaction { get; private set; }

    /// <summary>Whether a lock is waited for only for so long.</summary>
    public bool HasLockTimeout => _hasSessionTimeout || _hasLocalTimeout;

    /// <summary>Whether the script has set the time zone to UTC.</summary>
    public bool IsUtc => _isLocalUtc ?? _isSessionUtc;

    /// <summary>Whether LDB8010 has been said: once for a script.</summary>
    internal bool IsTimeoutReported { get; set; }

    /// <summary>Whether the script made a table, view or index.</summary>
    public bool IsNew(string? relation) => relation is not null && _newRelations.Contains(relation);

    /// <summary>Whether the script made a column of a table that existed before.</summary>
    public bool IsNewColumn(string? table, string? column) => table is not null && column is not null && _newColumns.Contains((table, column));

    /// <summary>The strongest lock that the open transaction holds on a table; null when none.</summary>
    public TableLockMode? LockOn(string? table) => table is not null && _locks.TryGetValue(table, out var mode) ? mode : null;

    /// <summary>Whether a constraint that checks all rows says that a column is not null.</summary>
    public bool IsCheckedNotNull(string? table, string? column) => table is not null && column is not null && _checkedNotNull.Contains((table, column));

    /// <summary>Whether a constraint was added NOT VALID in the transaction that is still open.</summary>
    public bool IsAddedInThisTransaction(string? table, string? constraint) =>
        table is not null && constraint is not null && _unvalidated.TryGetValue((table, constraint), out var added) && added.Transaction == Transaction;

    /// <summary>The labels that the open transaction added to types that existed before it.</summary>
    public IReadOnlyList<(ValueList<Identifier> Type, string Label)> NewLabels => _labels;

    internal void Begin()
    {
        IsInTransaction = true;
        Transaction++;
    }

    internal void End()
    {
        IsInTransaction = false;
        NextTransaction();
    }

    /// <summary>A statement outside a block is a transaction of its own.</summary>
    internal void EndStatement()
    {
        if (!IsInTransaction)
            NextTransaction();
    }

    private void NextTransaction()
    {
        Transaction++;
        _locks.Clear();
        _labels.Clear();
        _hasLocalTimeout = false;
        _isLocalUtc = null;
    }

    internal void AddRelation(string? name)
    {
        if (name is not null)
            _newRelations.Add(name);
    }

    internal void AddColumn(string? table, string? column)
    {
        if (table is not null && column is not null)
            _newColumns.Add((table, column));
    }

    internal void AddType(string? name)
    {
        if (name is not null)
            _newTypes.Add(name);
    }

    internal void AddLock(string? table, TableLockMode mode)
    {
        if (table is not null && (!_locks.TryGetValue(table, out var held) || held < mode))
            _locks[table] = mode;
    }

    internal void AddLabel(ValueList<Identifier> type, string label)
    {
        if (!type.IsEmpty && type[type.Count - 1].Value is { } name && !_newTypes.Contains(name))
            _labels.Add((type, label));
    }

    internal void AddUnvalidated(string? table, string? constraint, Expression? check)
    {
        if (table is not null && constraint is not null)
            _unvalidated[(table, constraint)] = (Transaction, check);
    }

    internal void AddCheck(string? table, Expression? check)
    {
        if (table is not null && check is not null && NotNullCheck.ColumnOf(check) is { } column)
            _checkedNotNull.Add((table, column));
    }

    internal void AddNotNull(string? table, string? column)
    {
        if (table is not null && column is not null)
            _checkedNotNull.Add((table, column));
    }

    internal void Validate(string? table, string? constraint)
    {
        if (table is not null && constraint is not null && _unvalidated.TryGetValue((table, constraint), out var added))
            AddCheck(table, added.Check);
    }

    internal void SetLockTimeout(bool isLocal, bool isOn)
    {
        if (!isLocal)
            _hasSessionTimeout = isOn;

        // SET LOCAL outside a transaction block has no effect: the server says so in a warning.
        if (isLocal && IsInTransaction)
            _hasLocalTimeout = isOn;
    }

    internal void SetTimeZone(bool isLocal, bool isUtc)
    {
        if (!isLocal)
            _isSessionUtc = isUtc;
        if (isLocal && IsInTransaction)
            _isLocalUtc = isUtc;
    }
}
