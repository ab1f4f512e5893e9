using System;
using System.Collections.Generic;
using System.Threading;
using LifeOps.PostgreSql.Binding;
using LifeOps.PostgreSql.Schema.Migrations;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>
/// Applies DDL statements to a <see cref="DatabaseState"/>, one after the other, as the server would. This file holds what every family
/// of statements uses; each family has its own SchemaFolder.*.cs. A statement, or a part of one, that cannot be applied becomes a
/// problem with the server's words; the rest of it stands.
/// </summary>
internal sealed partial class SchemaFolder
{
    private readonly DatabaseState _database;
    private readonly List<SchemaProblem> _problems;
    private readonly TypeResolver _types;
    private readonly FoldedObjects _objects;
    private string _file = "";
    private string _text = "";
    private int _gapStart;
    private bool _isInTransaction;

    /// <summary>Above 0 while statements are tried that may or may not fit, which is no problem.</summary>
    private int _quietDepth;

    /// <summary>Temporary tables that COMMIT drops.</summary>
    private readonly List<TableState> _droppedOnCommit = [];

    /// <summary>Whether the statement is about descendants too: not with ONLY.</summary>
    private bool _recurses = true;

    /// <summary>Whether problems of the statement are consequences of its syntax error.</summary>
    private bool _isBroken;

    public SchemaFolder(DatabaseState database, List<SchemaProblem> problems)
    {
        _database = database;
        _problems = problems;
        _types = new(database);
        _objects = new(database);
    }

    public void Apply(string file, string text, CancellationToken cancellationToken) =>
        Apply(file, SqlParser.Parse(MigrationSections.UpPart(text), cancellationToken), cancellationToken);

    public void Apply(string file, SqlScript script, CancellationToken cancellationToken)
    {
        _file = file;
        _text = script.Text;
        _gapStart = 0;
        var firstProblem = _problems.Count;
        foreach (var diagnostic in script.Diagnostics)
            _problems.Add(new("LDB0001", At(diagnostic.Span), diagnostic.Message));

        if (SnapshotFormat.Read(script.Text) is (> SnapshotFormat.Version and var version, var header))
            _problems.Add(new("LDB0002", At(header), $"the snapshot has format {version}, newer than the {SnapshotFormat.Version} that is understood here: update LifeOps.DbAnalyzers"));

        foreach (var statement in script.Statements)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Of a broken statement only a table is kept: its columns are of use while it is being typed.
            _isBroken = statement.HasErrors;
            if (!_isBroken || statement.Stmt is CreateStmt)
                Fold(statement.Stmt);
            _gapStart = statement.Span.End;
        }

        _problems.Sort(firstProblem, _problems.Count - firstProblem, ProblemOrder.Instance);
    }

    private void Fold(Statement statement)
    {
        switch (statement)
        {
            case CreateStmt create:
                CreateTable(create, foreignServer: false);
                break;
            case CreateForeignTableStmt create:
                CreateTable(create.Base, foreignServer: true);
                break;
            case CreateTableAsStmt create:
                CreateTableAs(create);
                break;
            case ViewStmt view:
                CreateView(view);
                break;
            case IndexStmt index:
                CreateIndex(index);
                break;
            case AlterTableStmt alter:
                AlterTable(alter);
                break;
            case RenameStmt rename:
                Rename(rename);
                break;
            case AlterObjectSchemaStmt move:
                SetSchema(move);
                break;
            case DropStmt drop:
                Drop(drop);
                break;
            case CommentStmt comment:
                Comment(comment);
                break;
            case CreateSchemaStmt create:
                CreateSchema(create);
                break;
            case CreateEnumStmt create:
                CreateEnum(create);
                break;
            case AlterEnumStmt alter:
                AlterEnum(alter);
                break;
            case CompositeTypeStmt create:
                CreateComposite(create);
                break;
            case CreateRangeStmt create:
                CreateRange(create);
                break;
            case CreateDomainStmt create:
                CreateDomain(create);
                break;
            case AlterDomainStmt alter:
                AlterDomain(alter);
                break;
            case DefineStmt define:
                Define(define);
                break;
            case CreateSeqStmt create:
                CreateSequence(create);
                break;
            case AlterSeqStmt alter:
                AlterSequence(alter);
                break;
            case CreateFunctionStmt create:
                CreateFunction(create);
                break;
            case AlterFunctionStmt alter:
                AlterFunction(alter);
                break;
            case CreateTrigStmt create:
                CreateTrigger(create);
                break;
            case CreatePolicyStmt create:
                CreatePolicy(create);
                break;
            case AlterPolicyStmt alter:
                AlterPolicy(alter);
                break;
            case CreateExtensionStmt create:
                CreateExtension(create);
                break;
            case VariableSetStmt set:
                SetVariable(set);
                break;
            case SelectStmt select:
                Select(select);
                break;
            case DoStmt block:
                RunBlock(block);
                break;
            case TransactionStmt transaction:
                SetTransaction(transaction);
                break;
            case CallStmt call:
                if (call.Funccall is not null)
                    CallFunction(call.Funccall);
                break;
        }
    }

    private SchemaLocation At(TextSpan span) => new(_file, span);

    private string Text(SqlNode node) => _text.Substring(node.Span.Start, node.Span.Length);

    private void Fail(TextSpan span, string message)
    {
        if (!_isBroken && _quietDepth == 0)
            _problems.Add(new("LDB0002", At(span), message));
    }

    /// <summary>The name as the server keeps it: cut to 63 bytes.</summary>
    private static string Name(Identifier identifier) => SqlIdentifier.Truncate(identifier.Value ?? "");

    private static string? OptionalName(Identifier identifier) => identifier.IsMissing ? null : Name(identifier);

    /// <summary>Schema and name of a dotted name; the database in front of them is not looked at.</summary>
    private static (string? Schema, string Name) Split(ValueList<Identifier> names) =>
        names.Count == 0 ? (null, "") : (names.Count == 1 ? null : Name(names[names.Count - 2]), Name(names[names.Count - 1]));

    private static TextSpan Span(ValueList<Identifier> names) =>
        names.Count == 0 ? default : TextSpan.FromBounds(names[0].Start, Math.Max(names[0].Start, names[names.Count - 1].End));

    private static string Display(string? schema, string name) => schema is null ? name : schema + "." + name;

    private static string Display(RangeVar relation) => Display(OptionalName(relation.Schema), Name(relation.Name));

    /// <summary>
    /// The schema an object is created in. One that does not exist is reported and made, so that what follows has a place;
    /// null when search_path is empty and none is written.
    /// </summary>
    private string? CreationSchema(string? schema, TextSpan span)
    {
        if (schema is null)
        {
            if (_database.CreationSchema is { } creation)
                return creation;
            Fail(span, "no schema has been selected to create in");
            return null;
        }

        if (schema != DatabaseState.TemporarySchema && !_database.Namespaces.ContainsKey(schema))
        {
            Fail(span, $"schema \"{schema}\" does not exist");
            _database.Namespaces.Add(schema, new() { Name = schema, Order = _database.NextOrder(), IsImplicit = true, Location = At(span) });
        }

        return schema;
    }

    /// <summary>Whether a relation or type may be created under a name; reports why not.</summary>
    private bool IsFree(QualifiedName name, TextSpan span, bool ifNotExists)
    {
        if (_database.Relations.ContainsKey(name))
        {
            if (!ifNotExists)
                Fail(span, $"relation \"{name.Name}\" already exists");
            return false;
        }

        return true;
    }

    private RelationState? FindRelation(RangeVar relation, bool missingOk = false)
    {
        var found = _database.FindRelation(OptionalName(relation.Schema), Name(relation.Name));
        if (found is null && !missingOk && !IsBeyondFolding(OptionalName(relation.Schema)))
        {
            Fail(
                relation.Span,
                !relation.Schema.IsMissing && !_database.Namespaces.ContainsKey(Name(relation.Schema))
                    ? $"schema \"{Name(relation.Schema)}\" does not exist"
                    : $"relation \"{Display(relation)}\" does not exist");
        }

        return found;
    }

    /// <summary>Schemas whose content no DDL text creates: the server's own, and TimescaleDB's internal ones.</summary>
    private static bool IsBeyondFolding(string? schema) =>
        schema is "pg_catalog" or "information_schema" || IsTimescaleInternal(schema);

    internal static bool IsTimescaleInternal(string? schema) =>
        schema is not null && (schema.StartsWith("_timescaledb_", StringComparison.Ordinal) || schema is "timescaledb_information" or "timescaledb_experimental");

    private TableState? FindTable(RangeVar relation, bool missingOk = false)
    {
        var found = FindRelation(relation, missingOk);
        if (found is TableState table)
            return table;
        if (found is not null)
            Fail(relation.Span, $"\"{Name(relation.Name)}\" is not a table");
        return null;
    }

    private ColumnState? FindColumn(RelationState relation, Identifier name)
    {
        var column = relation.FindColumn(Name(name));
        if (column is null && !name.IsMissing)
            Fail(name.Span, $"column \"{Name(name)}\" of relation \"{relation.Name}\" does not exist");
        return column;
    }

    /// <summary>The columns of a relation that an expression reads, in the order of attnum; reports those that do not exist.</summary>
    private List<ColumnState> ColumnsIn(Expression expression, RelationState relation)
    {
        var found = new List<ColumnState>();
        foreach (var node in expression.DescendantsAndSelf())
        {
            if (node is not ColumnRef reference || reference.Fields.IsEmpty || reference.HasStar)
                continue;

            var name = Name(reference.Fields[0]);
            var column = relation.FindColumn(name);
            if (column is null && reference.Fields.Count > 1 && name == relation.Name)
                column = relation.FindColumn(Name(reference.Fields[1]));
            if (column is not null)
            {
                if (!found.Contains(column))
                    found.Add(column);
            }
            else if (reference.Fields.Count == 1 && name != relation.Name && !IsSystemColumn(name))
            {
                Fail(reference.Span, $"column \"{name}\" does not exist");
            }
        }

        if (found.Count > 1)
            found.Sort((left, right) => relation.Columns.IndexOf(left).CompareTo(relation.Columns.IndexOf(right)));
        return found;
    }

    private static bool IsSystemColumn(string name) => name is "tableoid" or "ctid" or "xmin" or "xmax" or "cmin" or "cmax";

    private List<StorageParameter> Parameters(ValueList<DefElem> options)
    {
        var parameters = new List<StorageParameter>(options.Count);
        foreach (var option in options)
            parameters.Add(new(OptionalName(option.Namespace), option.Name.Value ?? "", OptionText(option)));
        return parameters;
    }

    private void SetParameters(List<StorageParameter> parameters, ValueList<DefElem> options)
    {
        foreach (var parameter in Parameters(options))
        {
            parameters.RemoveAll(existing => existing.Namespace == parameter.Namespace && existing.Name == parameter.Name);
            parameters.Add(parameter);
        }
    }

    private void ResetParameters(List<StorageParameter> parameters, ValueList<DefElem> options)
    {
        foreach (var option in options)
            parameters.RemoveAll(existing => existing.Namespace == OptionalName(option.Namespace) && existing.Name == option.Name.Value);
    }

    /// <summary>The value of an option as text, a string without its quotes; null when there is none.</summary>
    private string? OptionText(DefElem option) => option.Arg switch
    {
        null => null,
        A_Const constant => constant.Value,
        StringValue word => word.Value,
        { } node => Text(node),
    };

    private sealed class ProblemOrder : IComparer<SchemaProblem>
    {
        public static readonly ProblemOrder Instance = new();

        public int Compare(SchemaProblem? left, SchemaProblem? right)
        {
            var order = left!.Location.Span.Start.CompareTo(right!.Location.Span.Start);
            if (order == 0)
                order = string.CompareOrdinal(left.RuleId, right.RuleId);
            return order != 0 ? order : string.CompareOrdinal(left.Message, right.Message);
        }
    }
}
