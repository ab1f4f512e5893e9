using System;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE TABLE and CREATE FOREIGN TABLE, CREATE TABLE AS, and columns.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE TABLE in its forms, at TABLE (gram.y: CreateStmt, CreateAsStmt, ExecuteStmt).</summary>
    /// <param name="inSchema">Inside CREATE SCHEMA, where CREATE TABLE AS cannot stand.</param>
    private Statement ParseCreateTable(int start, RelPersistence persistence, bool inSchema)
    {
        Take();
        var ifNotExists = ParseIfNotExists();
        var intoStart = Start;
        var relation = ParseQualifiedName();
        switch (Current)
        {
            case TokenKind.OfKeyword:
                return ParseCreateTypedTable(start, relation, persistence, ifNotExists);

            case TokenKind.PartitionKeyword:
                return ParseCreatePartition(start, relation, persistence, ifNotExists);

            case TokenKind.AsKeyword or TokenKind.UsingKeyword or TokenKind.WithKeyword or TokenKind.WithoutKeyword or TokenKind.OnKeyword or TokenKind.TablespaceKeyword when !inSchema:
                return ParseCreateTableAs(start, intoStart, relation, default, persistence, ifNotExists);

            case TokenKind.OpenParen:
                if (!inSchema && IsColumnNameList())
                {
                    var columns = ParseColumnList();
                    return ParseCreateTableAs(start, intoStart, relation, columns, persistence, ifNotExists);
                }

                break;
        }

        var elements = ParseTableElements();
        var inherits = ParseOptInherit();
        var partitionSpec = ParseOptPartitionSpec();
        ParseTableOptions(out var accessMethod, out var options, out var onCommit, out var tablespace);
        return new CreateStmt(
            relation, persistence, elements, inherits, null, partitionSpec, null, options, onCommit, tablespace, accessMethod, ifNotExists, SpanFrom(start));
    }

    /// <summary>
    /// Whether plain names in parentheses are next: the columns of CREATE TABLE AS. A list that begins with a plain name must go on so (the server
    /// decides at the first element); where it does not, that is reported, and the list is read as column definitions.
    /// </summary>
    private bool IsColumnNameList()
    {
        if (!IsColId(Peek()) || Peek(2) is not (TokenKind.Comma or TokenKind.CloseParen))
            return false;

        var offset = 1;
        while (IsColId(Peek(offset)) && Peek(offset + 1) == TokenKind.Comma)
            offset += 2;
        if (IsColId(Peek(offset)))
            offset++;
        if (Peek(offset) == TokenKind.CloseParen && Peek(offset - 1) != TokenKind.Comma)
            return true;

        var position = _position;
        _position = Math.Min(position + offset, _tokenCount - 1);
        ErrorHere();
        _position = position;
        return false;
    }

    /// <summary>CREATE TABLE name OF type.</summary>
    private CreateStmt ParseCreateTypedTable(int start, RangeVar relation, RelPersistence persistence, bool ifNotExists)
    {
        Take();
        var type = ParseTypeNameFromAnyName();
        var elements = ParseOptTypedTableElements();
        var partitionSpec = ParseOptPartitionSpec();
        ParseTableOptions(out var accessMethod, out var options, out var onCommit, out var tablespace);
        return new CreateStmt(
            relation, persistence, elements, default, null, partitionSpec, type, options, onCommit, tablespace, accessMethod, ifNotExists, SpanFrom(start));
    }

    /// <summary>CREATE TABLE name PARTITION OF parent.</summary>
    private CreateStmt ParseCreatePartition(int start, RangeVar relation, RelPersistence persistence, bool ifNotExists)
    {
        Take();
        Expect(TokenKind.OfKeyword);
        var parent = ParseQualifiedName();
        var elements = ParseOptTypedTableElements();
        var bound = ParsePartitionBoundSpec();
        var partitionSpec = ParseOptPartitionSpec();
        ParseTableOptions(out var accessMethod, out var options, out var onCommit, out var tablespace);
        return new CreateStmt(
            relation, persistence, elements, new([parent]), bound, partitionSpec, null, options, onCommit, tablespace, accessMethod, ifNotExists, SpanFrom(start));
    }

    /// <summary>Behind the name and columns of CREATE TABLE AS (gram.y: create_as_target).</summary>
    private CreateTableAsStmt ParseCreateTableAs(
        int start, int intoStart, RangeVar relation, ValueList<Identifier> columns, RelPersistence persistence, bool ifNotExists)
    {
        ParseTableOptions(out var accessMethod, out var options, out var onCommit, out var tablespace);
        var intoSpan = SpanFrom(intoStart);
        Expect(TokenKind.AsKeyword);
        Statement query = Current == TokenKind.ExecuteKeyword ? ParseExecuteStmt() : ParseQuery();
        var skipData = ParseOptWithData();
        var into = new IntoClause(relation, persistence, columns, accessMethod, options, onCommit, tablespace, skipData, intoSpan);
        return new CreateTableAsStmt(query, into, ObjectType.Table, ifNotExists, SpanFrom(start));
    }

    /// <summary>A SelectStmt; what begins otherwise is an error here.</summary>
    private Statement ParseQuery()
    {
        switch (Current)
        {
            case TokenKind.SelectKeyword:
            case TokenKind.ValuesKeyword:
            case TokenKind.TableKeyword:
            case TokenKind.WithKeyword:
            case TokenKind.OpenParen:
                return ParseSelectStmt();
            default:
                ErrorHere();
                return new UnparsedStmt(EmptySpan());
        }
    }

    /// <summary>WITH DATA, WITH NO DATA or nothing: whether no data is wanted (gram.y: opt_with_data).</summary>
    private bool ParseOptWithData()
    {
        if (!IsWith)
            return false;
        Take();
        var skipData = Accept(TokenKind.NoKeyword);
        Expect(TokenKind.DataKeyword);
        return skipData;
    }

    /// <summary>CREATE FOREIGN TABLE, at FOREIGN (gram.y: CreateForeignTableStmt).</summary>
    private CreateForeignTableStmt ParseCreateForeignTable(int start)
    {
        Take();
        Take();
        var ifNotExists = ParseIfNotExists();
        var relation = ParseQualifiedName();
        ValueList<SqlNode> elements;
        ValueList<RangeVar> inherits;
        PartitionBoundSpec? bound = null;
        if (Accept(TokenKind.PartitionKeyword))
        {
            Expect(TokenKind.OfKeyword);
            inherits = new([ParseQualifiedName()]);
            elements = ParseOptTypedTableElements();
            bound = ParsePartitionBoundSpec();
        }
        else
        {
            elements = ParseTableElements();
            inherits = ParseOptInherit();
        }

        var table = new CreateStmt(
            relation, RelPersistence.Permanent, elements, inherits, bound, null, null, default, OnCommitAction.None, default, default, ifNotExists, SpanFrom(start));
        Expect(TokenKind.ServerKeyword);
        var server = ParseColId();
        var options = ParseCreateGenericOptions();
        return new CreateForeignTableStmt(table, server, options, SpanFrom(start));
    }

    /// <summary><c>( TableElementList )</c>, which may be empty.</summary>
    private ValueList<SqlNode> ParseTableElements()
    {
        Expect(TokenKind.OpenParen);
        var elements = NewList<SqlNode>();
        if (Current != TokenKind.CloseParen)
        {
            do
            {
                elements.Add(ParseTableElement());
            }
            while (AcceptListComma());
        }

        Expect(TokenKind.CloseParen);
        return elements.ToValueList();
    }

    /// <summary>gram.y: TableElement.</summary>
    private SqlNode ParseTableElement()
    {
        if (Current == TokenKind.LikeKeyword)
            return ParseTableLikeClause();
        return IsTableConstraint() ? ParseTableConstraint() : ParseColumnDef();
    }

    /// <summary>Whether a table constraint begins here. EXCLUDE alone may be the name of a column.</summary>
    private bool IsTableConstraint() => Current switch
    {
        TokenKind.ConstraintKeyword or TokenKind.CheckKeyword or TokenKind.NotKeyword or TokenKind.UniqueKeyword or TokenKind.PrimaryKeyword or TokenKind.ForeignKeyword => true,
        TokenKind.ExcludeKeyword => Peek() is TokenKind.UsingKeyword or TokenKind.OpenParen,
        _ => false,
    };

    /// <summary><c>( TypedTableElementList )</c> or nothing (gram.y: OptTypedTableElementList).</summary>
    private ValueList<SqlNode> ParseOptTypedTableElements()
    {
        if (!Accept(TokenKind.OpenParen))
            return default;
        var elements = NewList<SqlNode>();
        do
        {
            elements.Add(IsTableConstraint() ? ParseTableConstraint() : ParseColumnOptions());
        }
        while (AcceptListComma());
        Expect(TokenKind.CloseParen);
        return elements.ToValueList();
    }

    /// <summary>gram.y: columnDef.</summary>
    private ColumnDef ParseColumnDef()
    {
        var start = Start;
        var name = ParseColId();
        var type = ParseTypename();
        var storage = Current == TokenKind.StorageKeyword ? ParseColumnStorage() : default;
        var compression = Current == TokenKind.CompressionKeyword ? ParseColumnCompression() : default;
        var fdwOptions = ParseCreateGenericOptions();
        var constraints = ParseColQualList(out var collation);
        return new ColumnDef(name, type, storage, compression, fdwOptions, collation, null, constraints, SpanFrom(start));
    }

    /// <summary>A column of a typed table or a partition (gram.y: columnOptions).</summary>
    private ColumnDef ParseColumnOptions()
    {
        var start = Start;
        var name = ParseColId();
        if (IsWith)
        {
            Take();
            Expect(TokenKind.OptionsKeyword);
        }

        var constraints = ParseColQualList(out var collation);
        return new ColumnDef(name, null, default, default, default, collation, null, constraints, SpanFrom(start));
    }

    /// <summary>A column of a composite type or of a function in FROM (gram.y: TableFuncElement).</summary>
    private ColumnDef ParseTableFuncElement()
    {
        var start = Start;
        var name = ParseColId();
        var type = ParseTypename();
        var collation = ParseOptCollateClause();
        return new ColumnDef(name, type, default, default, default, collation, null, default, SpanFrom(start));
    }

    /// <summary>STORAGE name or DEFAULT (gram.y: column_storage).</summary>
    private Identifier ParseColumnStorage()
    {
        Take();
        return ParseColIdOrDefault();
    }

    /// <summary>COMPRESSION name or DEFAULT (gram.y: column_compression).</summary>
    private Identifier ParseColumnCompression()
    {
        Take();
        return ParseColIdOrDefault();
    }

    /// <summary>A name or the word DEFAULT, which is given as a name too.</summary>
    private Identifier ParseColIdOrDefault() => Current == TokenKind.DefaultKeyword ? TakeName() : ParseColId();

    /// <summary>LIKE table with what to copy (gram.y: TableLikeClause).</summary>
    private TableLikeClause ParseTableLikeClause()
    {
        var start = Start;
        Take();
        var relation = ParseQualifiedName();
        var options = TableLikeOptions.None;
        while (Current is TokenKind.IncludingKeyword or TokenKind.ExcludingKeyword)
        {
            var including = Take().Kind == TokenKind.IncludingKeyword;
            var option = Current switch
            {
                TokenKind.CommentsKeyword => TableLikeOptions.Comments,
                TokenKind.CompressionKeyword => TableLikeOptions.Compression,
                TokenKind.ConstraintsKeyword => TableLikeOptions.Constraints,
                TokenKind.DefaultsKeyword => TableLikeOptions.Defaults,
                TokenKind.IdentityKeyword => TableLikeOptions.Identity,
                TokenKind.GeneratedKeyword => TableLikeOptions.Generated,
                TokenKind.IndexesKeyword => TableLikeOptions.Indexes,
                TokenKind.StatisticsKeyword => TableLikeOptions.Statistics,
                TokenKind.StorageKeyword => TableLikeOptions.Storage,
                TokenKind.AllKeyword => TableLikeOptions.All,
                _ => TableLikeOptions.None,
            };
            if (option == TableLikeOptions.None)
            {
                ErrorHere();
                break;
            }

            Take();
            options = including ? options | option : options & ~option;
        }

        return new TableLikeClause(relation, options, SpanFrom(start));
    }

    /// <summary>INHERITS (parents), or nothing.</summary>
    private ValueList<RangeVar> ParseOptInherit()
    {
        if (!Accept(TokenKind.InheritsKeyword))
            return default;
        Expect(TokenKind.OpenParen);
        var parents = ParseQualifiedNameList();
        Expect(TokenKind.CloseParen);
        return parents;
    }

    /// <summary>What stands at the end of CREATE TABLE: USING, WITH, ON COMMIT, TABLESPACE, in this order.</summary>
    private void ParseTableOptions(out Identifier accessMethod, out ValueList<DefElem> options, out OnCommitAction onCommit, out Identifier tablespace)
    {
        accessMethod = Accept(TokenKind.UsingKeyword) ? ParseColId() : default;
        options = default;
        if (Current == TokenKind.WithoutKeyword && Peek() != TokenKind.TimeKeyword)
        {
            Take();
            Expect(TokenKind.OidsKeyword);
        }
        else
        {
            options = ParseOptReloptions();
        }

        onCommit = ParseOnCommit();
        tablespace = ParseOptTablespace();
    }

    /// <summary>WITH (storage parameters), or nothing (gram.y: opt_reloptions).</summary>
    private ValueList<DefElem> ParseOptReloptions()
    {
        if (!IsWith)
            return default;
        Take();
        return ParseReloptions();
    }

    /// <summary>gram.y: OnCommitOption.</summary>
    private OnCommitAction ParseOnCommit()
    {
        if (!Accept(TokenKind.OnKeyword))
            return OnCommitAction.None;
        Expect(TokenKind.CommitKeyword);
        switch (Current)
        {
            case TokenKind.DropKeyword:
                Take();
                return OnCommitAction.Drop;
            case TokenKind.DeleteKeyword:
                Take();
                Expect(TokenKind.RowsKeyword);
                return OnCommitAction.DeleteRows;
            case TokenKind.PreserveKeyword:
                Take();
                Expect(TokenKind.RowsKeyword);
                return OnCommitAction.PreserveRows;
            default:
                ErrorHere();
                return OnCommitAction.None;
        }
    }

    /// <summary>TABLESPACE name, or nothing (gram.y: OptTableSpace).</summary>
    private Identifier ParseOptTablespace() => Accept(TokenKind.TablespaceKeyword) ? ParseColId() : default;

    /// <summary>A type that is written as any_name: no brackets, no modifiers (makeTypeNameFromNameList).</summary>
    private TypeName ParseTypeNameFromAnyName()
    {
        var start = Start;
        var names = ParseAnyName();
        return new TypeName(names, false, false, default, IntervalFields.None, default, SpanFrom(start));
    }
}
