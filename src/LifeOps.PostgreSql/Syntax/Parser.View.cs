namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE VIEW and CREATE MATERIALIZED VIEW.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE ... [RECURSIVE] VIEW, at RECURSIVE or VIEW (gram.y: ViewStmt).</summary>
    private ViewStmt ParseCreateView(int start, RelPersistence persistence, bool replace)
    {
        var recursive = Accept(TokenKind.RecursiveKeyword);
        Expect(TokenKind.ViewKeyword);
        var view = ParseQualifiedName();
        var aliases = recursive ? ParseColumnList() : ParseOptColumnList();
        var options = ParseOptReloptions();
        Expect(TokenKind.AsKeyword);
        var query = ParseQuery();
        var checkOption = ParseOptCheckOption(recursive);
        return new ViewStmt(view, persistence, aliases, query, replace, recursive, options, checkOption, SpanFrom(start));
    }

    /// <summary>WITH [CASCADED | LOCAL] CHECK OPTION, or nothing.</summary>
    private ViewCheckOption ParseOptCheckOption(bool recursive)
    {
        if (!IsWith)
            return ViewCheckOption.None;
        var start = Start;
        Take();
        var option = ViewCheckOption.Cascaded;
        if (Accept(TokenKind.LocalKeyword))
            option = ViewCheckOption.Local;
        else
            Accept(TokenKind.CascadedKeyword);
        Expect(TokenKind.CheckKeyword);
        Expect(TokenKind.OptionKeyword);
        if (recursive)
            Error(SpanFrom(start), "WITH CHECK OPTION not supported on recursive views", FeatureNotSupported);
        return option;
    }

    /// <summary>CREATE [UNLOGGED] MATERIALIZED VIEW, at MATERIALIZED (gram.y: CreateMatViewStmt).</summary>
    private CreateTableAsStmt ParseCreateMaterializedView(int start, RelPersistence persistence)
    {
        Take();
        Expect(TokenKind.ViewKeyword);
        var ifNotExists = ParseIfNotExists();
        var intoStart = Start;
        var relation = ParseQualifiedName();
        var columns = ParseOptColumnList();
        var accessMethod = Accept(TokenKind.UsingKeyword) ? ParseColId() : default;
        var options = ParseOptReloptions();
        var tablespace = ParseOptTablespace();
        var intoSpan = SpanFrom(intoStart);
        Expect(TokenKind.AsKeyword);
        var query = ParseQuery();
        var skipData = ParseOptWithData();
        var into = new IntoClause(relation, persistence, columns, accessMethod, options, OnCommitAction.None, tablespace, skipData, intoSpan);
        return new CreateTableAsStmt(query, into, ObjectType.MaterializedView, ifNotExists, SpanFrom(start));
    }
}
