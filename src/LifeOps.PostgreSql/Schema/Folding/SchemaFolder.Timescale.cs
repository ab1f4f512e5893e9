using System;
using System.Collections.Generic;
using System.Globalization;
using LifeOps.PostgreSql.Binding;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// Functions that change the schema when they are called: set_config, setval's kin do not; TimescaleDB's do
// (https://docs.timescale.com/api/latest/).
internal sealed partial class SchemaFolder
{
    private void CallFunction(FuncCall call)
    {
        var arguments = new CallArguments(call, this);
        switch (call.Name.Value)
        {
            case "set_config":
                SetConfig(arguments);
                break;
            case "create_hypertable":
                CreateHypertable(call, arguments);
                break;
            case "add_dimension":
                AddDimension(call, arguments);
                break;
            case "set_chunk_time_interval":
                SetChunkInterval(arguments);
                break;
            case "set_integer_now_func":
                if (arguments.Table("main_table", "hypertable") is { Hypertable: { } hypertable })
                    hypertable.IntegerNowFunction = arguments.Text(1, "integer_now_func");
                break;
            case "add_compression_policy":
                AddPolicy(call, arguments, TimescalePolicyKind.Compression, "compress_after");
                break;
            case "add_columnstore_policy":
                AddPolicy(call, arguments, TimescalePolicyKind.Compression, "after");
                break;
            case "add_retention_policy":
                AddPolicy(call, arguments, TimescalePolicyKind.Retention, "drop_after");
                break;
            case "add_reorder_policy":
                AddPolicy(call, arguments, TimescalePolicyKind.Reorder, "index_name");
                break;
            case "add_continuous_aggregate_policy":
                AddRefreshPolicy(call, arguments);
                break;
            case "add_policies":
                AddPolicies(call, arguments);
                break;
            case "remove_compression_policy" or "remove_columnstore_policy":
                RemovePolicy(arguments, TimescalePolicyKind.Compression);
                break;
            case "remove_retention_policy":
                RemovePolicy(arguments, TimescalePolicyKind.Retention);
                break;
            case "remove_reorder_policy":
                RemovePolicy(arguments, TimescalePolicyKind.Reorder);
                break;
            case "remove_continuous_aggregate_policy":
                RemovePolicy(arguments, TimescalePolicyKind.Refresh);
                break;
        }
    }

    private void SetConfig(CallArguments arguments)
    {
        if (!string.Equals(arguments.Text(0, "setting_name"), "search_path", StringComparison.OrdinalIgnoreCase) || arguments.Text(1, "new_value") is not { } value)
            return;
        var schemas = new List<string>();
        foreach (var part in value.Split(','))
        {
            if (SqlNameText.Split(part).Name is { Length: > 0 } schema)
                schemas.Add(schema);
        }

        SetSearchPath(schemas);
    }

    private void CreateHypertable(FuncCall call, CallArguments arguments)
    {
        if (arguments.Table("relation", "main_table") is not { } table)
            return;
        if (table.Hypertable is not null)
        {
            if (!arguments.Flag("if_not_exists", position: -1, defaultValue: false))
                Fail(call.Span, $"table \"{table.Name}\" is already a hypertable");
            return;
        }

        if (table.Kind == TableKind.Partitioned)
        {
            Fail(call.Span, $"table \"{table.Name}\" is already partitioned");
            return;
        }

        // create_hypertable(relation, by_range('time', interval), ...), or create_hypertable(relation, 'time', 'space', 4, chunk_time_interval => ...).
        string? columnName;
        string? interval;
        string? spaceColumn = null;
        int? partitions = null;
        if (arguments.Expression(1, "dimension") is FuncCall dimension && dimension.Name.Value is "by_range" or "by_hash")
        {
            var inner = new CallArguments((FuncCall)arguments.Expression(1, "dimension")!, this);
            columnName = inner.Text(0, "column_name");
            interval = inner.Text(1, "partition_interval");
        }
        else
        {
            columnName = arguments.Text(1, "time_column_name");
            spaceColumn = arguments.Text(2, "partitioning_column");
            partitions = arguments.Number(3, "number_partitions");
            interval = arguments.Text(-1, "chunk_time_interval");
        }

        if (columnName is null)
            return;
        if (MakeHypertable(table, columnName, interval, call.Span, arguments.Flag("create_default_indexes", position: -1, defaultValue: true)) && spaceColumn is not null)
            AddDimension(table, spaceColumn, null, partitions, call.Span);
    }

    /// <summary>Makes a hypertable: the time column becomes NOT NULL, and gets an index unless told not to.</summary>
    private bool MakeHypertable(TableState table, string columnName, string? interval, TextSpan span, bool createIndex)
    {
        if (table.FindColumn(columnName) is not { } column)
        {
            Fail(span, $"column \"{columnName}\" does not exist");
            return false;
        }

        table.Hypertable = new() { Location = At(span) };
        column.IsNotNull = true;
        // Seven days is the extension's default for time; integer time has none.
        table.Hypertable.Dimensions.Add((column, interval ?? (IsInteger(column.Type) ? null : "7 days"), null));
        if (createIndex)
            AddTimeIndex(table, [column], descending: 0, span);
        return true;
    }

    private static bool IsInteger(SqlType type) => type.Is("int2") || type.Is("int4") || type.Is("int8");

    /// <summary>The index on (time DESC) that create_hypertable adds where none starts with the column (ts_indexing_create_default_indexes).</summary>
    private void AddTimeIndex(RowSourceState table, List<ColumnState> columns, int descending, TextSpan span)
    {
        foreach (var index in table.Indexes)
        {
            if (index.Keys.Count == columns.Count && index.Keys[0].Column == columns[0] && index.Predicate is null)
                return;
        }

        var keys = new List<IndexKeyState>();
        for (var i = 0; i < columns.Count; i++)
            keys.Add(new() { Column = columns[i], AttributeName = columns[i].Name, IsDescending = i == descending, NullsFirst = i == descending });
        AddIndex(new()
        {
            Schema = table.Schema,
            Name = NameIndex(table, null, null, keys, []),
            Order = _database.NextOrder(),
            Table = table,
            Keys = keys,
            IsImplicit = true,
            Location = At(span),
            NameLocation = At(span),
        });
    }

    private void AddDimension(FuncCall call, CallArguments arguments)
    {
        if (arguments.Table("hypertable", "main_table") is not { } table)
            return;
        if (table.Hypertable is null)
        {
            Fail(call.Span, $"table \"{table.Name}\" is not a hypertable");
            return;
        }

        if (arguments.Expression(1, "dimension") is FuncCall dimension && dimension.Name.Value is "by_range" or "by_hash")
        {
            var inner = new CallArguments((FuncCall)arguments.Expression(1, "dimension")!, this);
            if (inner.Text(0, "column_name") is not { } name)
                return;
            if (inner.FunctionName == "by_hash")
                AddDimension(table, name, null, inner.Number(1, "number_partitions"), call.Span);
            else
                AddDimension(table, name, inner.Text(1, "partition_interval"), null, call.Span);
            return;
        }

        if (arguments.Text(1, "column_name") is { } columnName)
            AddDimension(table, columnName, arguments.Text(3, "chunk_time_interval"), arguments.Number(2, "number_partitions"), call.Span);
    }

    private void AddDimension(TableState table, string columnName, string? interval, int? partitions, TextSpan span)
    {
        if (table.FindColumn(columnName) is not { } column)
        {
            Fail(span, $"column \"{columnName}\" does not exist");
            return;
        }

        if (!table.Hypertable!.Dimensions.Exists(dimension => dimension.Column == column))
            table.Hypertable.Dimensions.Add((column, interval, partitions));
    }

    private void SetChunkInterval(CallArguments arguments)
    {
        if (arguments.Table("hypertable", "main_table") is not { Hypertable: { } hypertable } || hypertable.Dimensions.Count == 0)
            return;
        var name = arguments.Text(2, "dimension_name");
        for (var i = 0; i < hypertable.Dimensions.Count; i++)
        {
            var dimension = hypertable.Dimensions[i];
            if (name is null ? i > 0 : dimension.Column.Name != name)
                continue;
            hypertable.Dimensions[i] = (dimension.Column, arguments.Text(1, "chunk_time_interval"), dimension.Partitions);
            return;
        }
    }

    private void AddPolicy(FuncCall call, CallArguments arguments, TimescalePolicyKind kind, string afterName)
    {
        if (arguments.PolicyTarget(call) is not { } target)
            return;
        AddPolicy(target, call, arguments, new()
        {
            Kind = kind,
            After = arguments.Text(1, afterName),
            ScheduleInterval = arguments.Text(-1, "schedule_interval"),
            Location = At(call.Span),
        });
    }

    private void AddRefreshPolicy(FuncCall call, CallArguments arguments)
    {
        if (arguments.PolicyTarget(call, "continuous_aggregate") is not { } target)
            return;
        AddPolicy(target, call, arguments, new()
        {
            Kind = TimescalePolicyKind.Refresh,
            StartOffset = arguments.Text(1, "start_offset"),
            EndOffset = arguments.Text(2, "end_offset"),
            ScheduleInterval = arguments.Text(3, "schedule_interval"),
            Location = At(call.Span),
        });
    }

    private void AddPolicy(RowSourceState target, FuncCall call, CallArguments arguments, TimescalePolicy policy)
    {
        var at = target.Policies.FindIndex(existing => existing.Kind == policy.Kind);
        if (at < 0)
        {
            target.Policies.Add(policy);
        }
        else if (!arguments.Flag("if_not_exists", position: -1, defaultValue: false))
        {
            // The policy that CREATE TABLE ... WITH (tsdb.hypertable) makes may be stated again: the statement's values win.
            if (target.Policies[at].IsImplicit)
                target.Policies[at] = policy;
            else
                Fail(call.Span, $"{policy.Kind.ToString().ToLowerInvariant()} policy already exists for hypertable or continuous aggregate \"{target.Name}\"");
        }
    }

    private void AddPolicies(FuncCall call, CallArguments arguments)
    {
        if (arguments.PolicyTarget(call) is not { } target)
            return;
        if (arguments.Text(-1, "refresh_start_offset") is not null || arguments.Text(-1, "refresh_end_offset") is not null)
        {
            target.Policies.Add(new()
            {
                Kind = TimescalePolicyKind.Refresh,
                StartOffset = arguments.Text(-1, "refresh_start_offset"),
                EndOffset = arguments.Text(-1, "refresh_end_offset"),
                Location = At(call.Span),
            });
        }

        if (arguments.Text(-1, "compress_after") is { } compressAfter)
            target.Policies.Add(new() { Kind = TimescalePolicyKind.Compression, After = compressAfter, Location = At(call.Span) });
        if (arguments.Text(-1, "drop_after") is { } dropAfter)
            target.Policies.Add(new() { Kind = TimescalePolicyKind.Retention, After = dropAfter, Location = At(call.Span) });
    }

    private void RemovePolicy(CallArguments arguments, TimescalePolicyKind kind)
    {
        if (arguments.Relation(0, "hypertable", "relation", "continuous_aggregate") is RowSourceState target)
            target.Policies.RemoveAll(policy => policy.Kind == kind);
    }

    private static bool IsTimescaleOption(DefElem option) => option.Namespace.Value is "timescaledb" or "tsdb";

    /// <summary>CREATE TABLE ... WITH (tsdb.hypertable, ...): a hypertable with columnstore and, from 2.23 on, its policy.</summary>
    private void MakeHypertableFromOptions(TableState table, CreateStmt statement)
    {
        string? column = null;
        string? interval = null;
        var isHypertable = false;
        var createIndex = true;
        var columnstore = true;
        foreach (var option in statement.Options)
        {
            if (!IsTimescaleOption(option))
                continue;
            switch (option.Name.Value)
            {
                case "hypertable":
                    isHypertable = IsOn(option);
                    break;
                case "partition_column" or "partitioning_column":
                    column = OptionText(option);
                    break;
                case "chunk_interval" or "chunk_time_interval":
                    interval = OptionText(option);
                    break;
                case "create_default_indexes":
                    createIndex = IsOn(option);
                    break;
                case "columnstore" or "enable_columnstore":
                    columnstore = IsOn(option);
                    break;
            }
        }

        if (!isHypertable)
            return;

        // Without a partition column the extension takes the only column of a time type.
        if (column is null)
        {
            var candidates = table.Columns.FindAll(candidate => candidate.Type.Is("timestamptz") || candidate.Type.Is("timestamp") || candidate.Type.Is("date"));
            if (candidates.Count != 1)
            {
                Fail(statement.Relation.Span, "partition column could not be determined");
                return;
            }

            column = candidates[0].Name;
        }

        if (!MakeHypertable(table, column, interval, statement.Relation.Span, createIndex) || !columnstore)
            return;
        SetCompression(table, statement.Options, enable: true);
        var dimension = table.Hypertable!.Dimensions[0];
        // Integer time has no policy until a now function is known.
        if (!IsInteger(dimension.Column.Type))
        {
            table.Policies.Add(new()
            {
                Kind = TimescalePolicyKind.Compression,
                After = dimension.Interval,
                IsImplicit = true,
                Location = At(statement.Relation.Span),
            });
        }
    }

    private bool IsOn(DefElem option) => OptionText(option)?.ToLowerInvariant() is null or "true" or "on" or "1" or "t" or "yes";

    private void SetTableOptions(TableState table, ValueList<DefElem> options, TextSpan span)
    {
        var plain = new List<DefElem>();
        bool? compress = null;
        var hasTimescale = false;
        foreach (var option in options)
        {
            if (!IsTimescaleOption(option))
            {
                plain.Add(option);
                continue;
            }

            hasTimescale = true;
            if (option.Name.Value is "compress" or "enable_columnstore" or "columnstore")
                compress = IsOn(option);
        }

        SetParameters(table.StorageParameters, plain.ToArray());
        if (!hasTimescale)
            return;
        if (table.Hypertable is null)
            Fail(span, $"table \"{table.Name}\" is not a hypertable");
        else
            SetCompression(table, options, compress ?? table.Compression is not null);
    }

    private void SetCompression(RowSourceState target, ValueList<DefElem> options, bool enable)
    {
        if (!enable)
        {
            target.Compression = null;
            return;
        }

        var settings = target.Compression ?? new(default, default);
        foreach (var option in options)
        {
            if (!IsTimescaleOption(option) || OptionText(option) is not { } value)
                continue;
            switch (option.Name.Value)
            {
                case "compress_segmentby" or "segmentby":
                    settings = settings with { SegmentBy = ColumnNames(value) };
                    break;
                case "compress_orderby" or "orderby":
                    settings = settings with { OrderBy = OrderColumns(value) };
                    break;
            }
        }

        target.Compression = settings;
    }

    private static ValueList<string> ColumnNames(string text)
    {
        var names = new List<string>();
        foreach (var part in text.Split(','))
        {
            if (SqlNameText.Split(part).Name is { Length: > 0 } name)
                names.Add(name);
        }

        return names.ToArray();
    }

    private static ValueList<IndexKey> OrderColumns(string text)
    {
        var keys = new List<IndexKey>();
        foreach (var part in text.Split(','))
        {
            var words = part.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            var descending = false;
            bool? nullsFirst = null;
            for (var i = 1; i < words.Length; i++)
            {
                if (string.Equals(words[i], "desc", StringComparison.OrdinalIgnoreCase))
                    descending = true;
                else if (string.Equals(words[i], "first", StringComparison.OrdinalIgnoreCase))
                    nullsFirst = true;
                else if (string.Equals(words[i], "last", StringComparison.OrdinalIgnoreCase))
                    nullsFirst = false;
            }

            keys.Add(new() { Column = SqlNameText.Split(words[0]).Name, IsDescending = descending, NullsFirst = nullsFirst ?? descending });
        }

        return keys.ToArray();
    }

    private bool IsContinuousAggregate(CreateTableAsStmt statement)
    {
        foreach (var option in statement.Into.Options)
        {
            if (IsTimescaleOption(option) && option.Name.Value == "continuous")
                return IsOn(option);
        }

        return false;
    }

    private ContinuousAggregateState ReadContinuousAggregate(CreateTableAsStmt statement, BoundQuery query, List<ColumnState> columns)
    {
        var shape = new ViewState { Schema = "", Name = "", Definition = "" };
        AddQueryColumns(shape, query, statement.Into.ColNames, statement.Query.Span);
        columns.AddRange(shape.Columns);

        RelationState? source = null;
        foreach (var relation in query.Relations)
        {
            if (source is null && relation is TableState { Hypertable: not null } or ViewState { Kind: ViewKind.ContinuousAggregate })
                source = (RelationState)relation;
        }

        ColumnState? bucketColumn = null;
        string? width = null;
        if (statement.Query is SelectStmt select)
        {
            for (var i = 0; i < select.TargetList.Count; i++)
            {
                if (select.TargetList[i].Val is not FuncCall call || call.Name.Value is not ("time_bucket" or "time_bucket_ng"))
                    continue;
                bucketColumn = i < columns.Count ? columns[i] : null;
                width = new CallArguments(call, this).Text(0, "bucket_width");
                break;
            }
        }

        return new() { Source = source, BucketColumn = bucketColumn, BucketWidth = width };
    }

    /// <summary>
    /// The indexes that the extension makes on the hidden table behind a continuous aggregate: (column, bucket DESC) for each other column of
    /// GROUP BY, and (bucket DESC). Their names hold a number that no statement tells, so they get the view's name here.
    /// </summary>
    private void AddGroupIndexes(ViewState view, CreateTableAsStmt statement)
    {
        if (view.ContinuousAggregate?.BucketColumn is not { } bucket || statement.Query is not SelectStmt select)
            return;
        foreach (var option in statement.Into.Options)
        {
            if (IsTimescaleOption(option) && option.Name.Value == "create_group_indexes" && !IsOn(option))
                return;
        }

        var columns = new List<ColumnState>();
        foreach (var expression in select.GroupClause)
        {
            if (GroupedColumn(view, select, expression) is { } column && column != bucket && !columns.Contains(column))
                columns.Add(column);
        }

        foreach (var column in columns)
            AddGroupIndex(view, [column, bucket], statement.Span);
        AddGroupIndex(view, [bucket], statement.Span);
    }

    /// <summary>The result column that an item of GROUP BY means: by number, by name, or by the column that it shows.</summary>
    private static ColumnState? GroupedColumn(ViewState view, SelectStmt select, Expression expression)
    {
        if (expression is A_Const { Kind: ConstantKind.Integer } number)
            return number.IntegerValue >= 1 && number.IntegerValue <= view.Columns.Count ? view.Columns[number.IntegerValue - 1] : null;
        if (expression is not ColumnRef { HasStar: false, Fields.IsEmpty: false } reference)
            return null;

        var name = Name(reference.Fields[reference.Fields.Count - 1]);
        for (var i = 0; i < select.TargetList.Count && i < view.Columns.Count; i++)
        {
            var target = select.TargetList[i];
            if (Name(target.Name) == name || (target.Val is ColumnRef { HasStar: false, Fields.IsEmpty: false } shown && Name(shown.Fields[shown.Fields.Count - 1]) == name))
                return view.Columns[i];
        }

        return null;
    }

    private void AddGroupIndex(ViewState view, List<ColumnState> columns, TextSpan span)
    {
        var keys = new List<IndexKeyState>();
        for (var i = 0; i < columns.Count; i++)
        {
            var isBucket = i == columns.Count - 1;
            keys.Add(new() { Column = columns[i], AttributeName = columns[i].Name, IsDescending = isBucket, NullsFirst = isBucket });
        }

        view.Indexes.Add(new()
        {
            Schema = "_timescaledb_internal",
            Name = ObjectNames.Make(view.Name, ObjectNames.JoinColumns([.. ConstraintState.Names(columns)]), "idx"),
            Order = _database.NextOrder(),
            Table = view,
            Keys = keys,
            IsImplicit = true,
            Location = At(span),
            NameLocation = At(span),
        });
    }

    private void SetAggregateOptions(ViewState view, ValueList<DefElem> options)
    {
        bool? compress = null;
        foreach (var option in options)
        {
            if (!IsTimescaleOption(option))
                continue;
            switch (option.Name.Value)
            {
                case "materialized_only":
                    view.ContinuousAggregate!.MaterializedOnly = IsOn(option);
                    break;
                case "compress" or "enable_columnstore" or "columnstore":
                    compress = IsOn(option);
                    break;
            }
        }

        if (compress is { } enable)
            SetCompression(view, options, enable);
        else if (view.Compression is not null)
            SetCompression(view, options, enable: true);
    }

    /// <summary>Chunks are called _hyper_1_2_chunk and live in the extension's own schema.</summary>
    private static bool IsHypertableChunk(TableState table) =>
        table.Schema == "_timescaledb_internal" && table.Name.StartsWith("_hyper_", StringComparison.Ordinal) && table.Name.EndsWith("_chunk", StringComparison.Ordinal);

    /// <summary>
    /// pg_dump writes a hypertable as a plain table; only chunks that inherit from it show what it is. Its time column is the first that the
    /// chunk's dimension constraint names, which is not in the dump's CREATE TABLE: the CHECK constraints of chunks carry it.
    /// </summary>
    private void MarkDumpedHypertable(TableState table, CreateStmt chunk)
    {
        if (table.Hypertable is not null)
            return;
        table.Hypertable = new() { Location = At(chunk.Span), IsFromDump = true };
        foreach (var element in chunk.TableElts)
        {
            if (element is not Constraint { ConType: ConstrType.Check, RawExpr: { } expression } constraint || constraint.ConName.Value?.StartsWith("constraint_", StringComparison.Ordinal) != true)
                continue;
            foreach (var node in expression.DescendantsAndSelf())
            {
                if (node is not ColumnRef { Fields.Count: 1 } reference || table.FindColumn(Name(reference.Fields[0])) is not { } column)
                    continue;
                if (!table.Hypertable.Dimensions.Exists(dimension => dimension.Column == column))
                    table.Hypertable.Dimensions.Add((column, null, null));
                break;
            }
        }

        ReportDump();
    }

    private bool _dumpReported;

    /// <summary>Says once what a dump of a TimescaleDB database cannot tell.</summary>
    private void ReportDump()
    {
        if (_dumpReported)
            return;
        _dumpReported = true;
        Fail(
            new(0, 0),
            "this is a pg_dump of a TimescaleDB database: hypertable dimensions, chunk intervals, compression, policies and continuous aggregates are not in it; "
            + "lifeops-db snapshot writes a file that has them");
    }

    /// <summary>The text of a literal under casts: <c>INTERVAL '7 days'</c>, <c>'7 days'::interval</c>, <c>BIGINT '500000'</c>, <c>100000</c>; null for anything else and for NULL.</summary>
    private static string? LiteralText(Expression? expression) => expression switch
    {
        A_Const constant => constant.Value,
        TypeCast cast => LiteralText(cast.Arg),
        FuncCall { Args.Count: 1 } call when call.Name.Value is "interval" or "regclass" => LiteralText(call.Args[0]),
        A_Expr { Lexpr: null } sign when sign.Name.Value == "-" && LiteralText(sign.Rexpr) is { } number => "-" + number,
        _ => null,
    };

    /// <summary>The arguments of a call, by position or by name.</summary>
    private readonly struct CallArguments(FuncCall call, SchemaFolder folder)
    {
        public string? FunctionName => call.Name.Value;

        public Expression? Expression(int position, string name)
        {
            for (var i = 0; i < call.Args.Count; i++)
            {
                if (call.Args[i] is NamedArgExpr named)
                {
                    if (named.Name.Value == name)
                        return named.Arg;
                }
                else if (i == position)
                {
                    return call.Args[i];
                }
            }

            return null;
        }

        public string? Text(int position, string name) =>
            Expression(position, name) is not { } expression ? null
            : LiteralText(expression) ?? (expression is A_Const or TypeCast { Arg: A_Const } ? null : folder.Text(expression));

        public int? Number(int position, string name) =>
            Text(position, name) is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

        public bool Flag(string name, int position, bool defaultValue) =>
            Expression(position, name) is { } expression && LiteralText(expression) is { } text ? text.ToLowerInvariant() is "true" or "t" or "on" or "1" or "yes" : defaultValue;

        /// <summary>The relation that the first argument names; reports one that does not exist.</summary>
        public RelationState? Relation(int position, params string[] names)
        {
            foreach (var name in names)
            {
                if (Expression(position, name) is not { } expression || LiteralText(expression) is not { } text)
                    continue;
                var (schema, relationName) = SqlNameText.Split(text);
                if (folder._database.FindRelation(schema, relationName) is { } relation)
                    return relation;
                folder.Fail(expression.Span, $"relation \"{text}\" does not exist");
                return null;
            }

            return null;
        }

        public TableState? Table(params string[] names) => Relation(0, names) as TableState;

        /// <summary>A hypertable or continuous aggregate.</summary>
        public RowSourceState? PolicyTarget(FuncCall source, string name = "hypertable")
        {
            switch (Relation(0, name, "relation"))
            {
                case TableState { Hypertable: not null } table:
                    return table;
                case ViewState { ContinuousAggregate: not null } view:
                    return view;
                case { } other:
                    folder.Fail(source.Span, $"\"{other.Name}\" is not a hypertable or a continuous aggregate");
                    return null;
                default:
                    return null;
            }
        }
    }
}
