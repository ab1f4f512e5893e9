using System.Collections.Generic;
using LifeOps.PostgreSql.Binding;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// CREATE VIEW, CREATE MATERIALIZED VIEW, CREATE TABLE AS and SELECT INTO.
internal sealed partial class SchemaFolder
{
    private void CreateView(ViewStmt statement)
    {
        var name = Name(statement.View.Name);
        var isTemporary = statement.Persistence == RelPersistence.Temporary;
        var schema = isTemporary && statement.View.Schema.IsMissing ? DatabaseState.TemporarySchema : CreationSchema(OptionalName(statement.View.Schema), statement.View.Span);
        if (schema is null || name.Length == 0)
            return;

        var qualified = new QualifiedName(schema, name);
        var existing = _database.Relations.TryGetValue(qualified, out var relation) ? relation : null;
        if (existing is not null && (!statement.Replace || existing is not ViewState { Kind: ViewKind.View }))
        {
            Fail(statement.View.Name.Span, statement.Replace ? $"\"{name}\" is not a view" : $"relation \"{name}\" already exists");
            return;
        }

        var query = BindQuery(statement.Query, statement.Recursive ? (name, statement.Aliases) : null);
        // A view over a temporary table is temporary.
        if (statement.View.Schema.IsMissing && existing is null && ReadsTemporary(query))
        {
            schema = DatabaseState.TemporarySchema;
            qualified = new(schema, name);
        }

        if (existing is ViewState replaced)
        {
            ReplaceView(replaced, statement, query);
            return;
        }

        var view = new ViewState
        {
            Schema = schema,
            Name = name,
            Order = _database.NextOrder(),
            Kind = ViewKind.View,
            Definition = Text(statement.Query),
            Location = At(statement.Span),
            NameLocation = At(statement.View.Name.Span),
        };
        view.StorageParameters.AddRange(Parameters(statement.Options));
        AddQueryColumns(view, query, statement.Aliases, statement.Query.Span);
        AddReferences(view, query);
        StructuredComment.Read(view, _text, _gapStart, statement.Span.Start);
        _database.Relations.Add(qualified, view);
    }

    private static bool ReadsTemporary(BoundQuery query)
    {
        foreach (var source in query.Relations)
        {
            if (source is RelationState { Schema: DatabaseState.TemporarySchema })
                return true;
        }

        return false;
    }

    /// <summary>CREATE OR REPLACE VIEW keeps the columns there are and may add some; pg_dump first writes a stub of NULLs.</summary>
    private void ReplaceView(ViewState view, ViewStmt statement, BoundQuery query)
    {
        var old = view.Columns.ToArray();
        view.Columns.Clear();
        AddQueryColumns(view, query, statement.Aliases, statement.Query.Span);
        for (var i = 0; i < old.Length; i++)
        {
            if (i >= view.Columns.Count)
            {
                Fail(statement.View.Span, "cannot drop columns from view");
                break;
            }

            if (view.Columns[i].Name != old[i].Name)
            {
                Fail(statement.View.Span, $"cannot change name of view column \"{old[i].Name}\" to \"{view.Columns[i].Name}\"");
                break;
            }

            // The column stays the same object: other views point at it.
            old[i].Type = view.Columns[i].Type;
            old[i].Location = view.Columns[i].Location;
            view.Columns[i] = old[i];
        }

        view.Definition = Text(statement.Query);
        view.Location = At(statement.Span);
        view.NameLocation = At(statement.View.Name.Span);
        view.StorageParameters.Clear();
        view.StorageParameters.AddRange(Parameters(statement.Options));
        ForgetReferences(view);
        view.ReferencedRelations.Clear();
        view.ReferencedColumns.Clear();
        AddReferences(view, query);
    }

    private BoundQuery BindQuery(Statement query, (string Name, ValueList<Identifier> Columns)? recursive = null)
    {
        var binder = new QueryBinder(_objects, _text);
        var bound = binder.Bind(query, recursive);
        foreach (var problem in binder.Problems)
            Fail(problem.Span, problem.Message);
        if (ReadsMaterialization(query))
            ReportDump();
        return bound;
    }

    /// <summary>Whether a query reads the hidden table behind a continuous aggregate: only a dump of one does.</summary>
    private static bool ReadsMaterialization(Statement query)
    {
        foreach (var node in query.DescendantsAndSelf())
        {
            if (node is RangeVar relation && relation.Schema.Value == "_timescaledb_internal" && relation.Name.Value?.StartsWith("_materialized_hypertable_", System.StringComparison.Ordinal) == true)
                return true;
        }

        return false;
    }

    private void AddQueryColumns(RelationState relation, BoundQuery query, ValueList<Identifier> aliases, TextSpan span)
    {
        if (aliases.Count > query.Columns.Count && !query.IsIncomplete)
            Fail(aliases[query.Columns.Count].Span, relation is ViewState { Kind: ViewKind.View } ? "CREATE VIEW specifies more column names than columns" : "too many column names were specified");

        var names = new HashSet<string>();
        for (var i = 0; i < query.Columns.Count; i++)
        {
            var column = query.Columns[i];
            var name = i < aliases.Count ? Name(aliases[i]) : SqlIdentifier.Truncate(column.Name);
            var location = At(i < aliases.Count ? aliases[i].Span : column.Span.IsEmpty ? span : column.Span);
            if (!names.Add(name))
            {
                Fail(location.Span, $"column \"{name}\" specified more than once");
                continue;
            }

            // An untyped literal becomes text (resolveTargetListUnknowns).
            var type = column.Type;
            relation.Columns.Add(new() { Name = name, Type = type, Collation = column.Collation, Location = location, NameLocation = location, TypeLocation = location });
        }
    }

    private static void AddReferences(ViewState view, BoundQuery query)
    {
        foreach (var source in query.Relations)
        {
            if (source is not RelationState relation)
                continue;
            view.ReferencedRelations.Add(relation);
            (relation.DependentViews ??= []).Add(view);
        }

        foreach (var source in query.ReferencedColumns)
        {
            if (source is ColumnState column)
                view.ReferencedColumns.Add(column);
        }
    }

    private void CreateTableAs(CreateTableAsStmt statement)
    {
        if (statement.ObjType == ObjectType.MaterializedView)
        {
            CreateMaterializedView(statement);
            return;
        }

        FillTable(statement.Into, statement.Query, statement.IfNotExists, statement.Span);
    }

    private void FillTable(IntoClause into, Statement query, bool ifNotExists, TextSpan span)
    {
        if (NewTableName(into.Rel, into.Persistence, ifNotExists) is not { } name)
            return;
        var table = new TableState
        {
            Schema = name.Schema,
            Name = name.Name,
            Order = _database.NextOrder(),
            IsTemporary = name.Schema == DatabaseState.TemporarySchema,
            IsUnlogged = into.Persistence == RelPersistence.Unlogged,
            Location = At(span),
            NameLocation = At(into.Rel.Name.Span),
        };
        table.StorageParameters.AddRange(Parameters(into.Options));
        AddQueryColumns(table, BindQuery(query), into.ColNames, query.Span);
        StructuredComment.Read(table, _text, _gapStart, span.Start);
        _database.Relations.Add(name, table);
    }

    private QualifiedName? NewTableName(RangeVar relation, RelPersistence persistence, bool ifNotExists)
    {
        var schema = persistence == RelPersistence.Temporary && relation.Schema.IsMissing
            ? DatabaseState.TemporarySchema
            : CreationSchema(OptionalName(relation.Schema), relation.Span);
        if (schema is null || relation.Name.IsMissing)
            return null;
        var name = new QualifiedName(schema, Name(relation.Name));
        return IsFree(name, relation.Name.Span, ifNotExists) ? name : null;
    }

    private void CreateMaterializedView(CreateTableAsStmt statement)
    {
        if (NewTableName(statement.Into.Rel, RelPersistence.Permanent, statement.IfNotExists) is not { } name)
            return;
        var query = BindQuery(statement.Query);
        var isContinuous = IsContinuousAggregate(statement);
        var columns = new List<ColumnState>();
        var view = new ViewState
        {
            Schema = name.Schema,
            Name = name.Name,
            Order = _database.NextOrder(),
            Kind = isContinuous ? ViewKind.ContinuousAggregate : ViewKind.Materialized,
            Definition = Text(statement.Query),
            Location = At(statement.Span),
            NameLocation = At(statement.Into.Rel.Name.Span),
            ContinuousAggregate = isContinuous ? ReadContinuousAggregate(statement, query, columns) : null,
        };
        view.Columns.AddRange(columns);
        if (!isContinuous)
            AddQueryColumns(view, query, statement.Into.ColNames, statement.Query.Span);
        AddReferences(view, query);
        StructuredComment.Read(view, _text, _gapStart, statement.Span.Start);
        _database.Relations.Add(name, view);
        if (isContinuous)
        {
            SetViewOptions(view, statement.Into.Options);
            AddGroupIndexes(view, statement);
        }
        else
        {
            view.StorageParameters.AddRange(Parameters(statement.Into.Options));
        }
    }

    private void SetViewOptions(ViewState view, ValueList<DefElem> options)
    {
        SetParameters(view.StorageParameters, options);
        if (view.ContinuousAggregate is not null)
            SetAggregateOptions(view, options);
    }

    /// <summary>SELECT INTO makes a table; other queries may call functions that change the schema.</summary>
    private void Select(SelectStmt statement)
    {
        if (statement.IntoClause is { } into)
        {
            FillTable(into, statement, ifNotExists: false, statement.Span);
            return;
        }

        foreach (var target in statement.TargetList)
        {
            if (target.Val is FuncCall call)
                CallFunction(call);
        }

        foreach (var item in statement.FromClause)
        {
            if (item is not RangeFunction function)
                continue;
            foreach (var part in function.Functions)
            {
                if (part.Function is FuncCall call)
                    CallFunction(call);
            }
        }
    }

    private void SetTransaction(TransactionStmt statement)
    {
        switch (statement.Kind)
        {
            case TransactionStmtKind.Begin or TransactionStmtKind.Start:
                _isInTransaction = true;
                break;
            case TransactionStmtKind.Commit or TransactionStmtKind.Rollback:
                _isInTransaction = false;
                foreach (var table in _droppedOnCommit)
                    DropRelation(table, cascade: true, statement.Span);
                _droppedOnCommit.Clear();
                break;
        }
    }

    private void SetVariable(VariableSetStmt statement)
    {
        if (statement.Name.Value is not "search_path" and not "SEARCH_PATH" && !string.Equals(statement.Name.Value, "search_path", System.StringComparison.OrdinalIgnoreCase) && statement.Kind != VariableSetKind.ResetAll)
            return;

        switch (statement.Kind)
        {
            case VariableSetKind.SetValue:
                var schemas = new List<string>();
                foreach (var argument in statement.Args)
                {
                    var value = argument switch { A_Const constant => constant.Value, StringValue word => word.Value, { } node => Text(node) };
                    if (!string.IsNullOrEmpty(value))
                        schemas.Add(value!);
                }

                SetSearchPath(schemas);
                break;
            case VariableSetKind.SetDefault or VariableSetKind.Reset or VariableSetKind.ResetAll:
                SetSearchPath(["public"]);
                break;
        }
    }

    private void SetSearchPath(List<string> schemas)
    {
        var path = new List<string>();
        foreach (var schema in schemas)
        {
            // "$user" is the schema named like the role: schema files have none.
            if (schema != "$user" && !path.Contains(schema))
                path.Add(schema);
        }

        _database.SearchPath = path;
    }
}
