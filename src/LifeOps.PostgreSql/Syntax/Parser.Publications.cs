namespace LifeOps.PostgreSql.Syntax;

// PUBLICATION, SUBSCRIPTION (gram.y: CreatePublicationStmt, AlterPublicationStmt, CreateSubscriptionStmt, AlterSubscriptionStmt).
internal sealed partial class Parser
{
    /// <summary>CREATE PUBLICATION, behind those words.</summary>
    private Statement ParseCreatePublication(int start)
    {
        var name = ParseColId();
        ValueList<PublicationObjSpec> objects = default;
        var forAllTables = false;
        if (Accept(TokenKind.ForKeyword))
        {
            if (Accept(TokenKind.AllKeyword))
            {
                forAllTables = true;
                Expect(TokenKind.TablesKeyword);
            }
            else
            {
                objects = ParsePublicationObjects(out var error);
                var options = ParseOptDefinition();
                ReportPublicationObjects(error);
                return new CreatePublicationStmt(name, options, objects, forAllTables, SpanFrom(start));
            }
        }

        var definition = ParseOptDefinition();
        return new CreatePublicationStmt(name, definition, objects, forAllTables, SpanFrom(start));
    }

    /// <summary>ALTER PUBLICATION, behind those words.</summary>
    private Statement ParseAlterPublication(int start)
    {
        var name = ParseColId();
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRename(ObjectType.Publication, name, start);

            case TokenKind.OwnerKeyword:
                return ParseOwner(ObjectType.Publication, NameNode(name), start);

            case TokenKind.SetKeyword when Peek() == TokenKind.OpenParen:
                Take();
                var options = ParseDefinition();
                return new AlterPublicationStmt(name, options, default, AlterPublicationAction.Set, SpanFrom(start));
        }

        var action = Current switch
        {
            TokenKind.AddKeyword => AlterPublicationAction.Add,
            TokenKind.DropKeyword => AlterPublicationAction.Drop,
            _ => AlterPublicationAction.Set,
        };
        if (action == AlterPublicationAction.Set)
            Expect(TokenKind.SetKeyword);
        else
            Take();
        var objects = ParsePublicationObjects(out var error);
        ReportPublicationObjects(error);
        return new AlterPublicationStmt(name, default, objects, action, SpanFrom(start));
    }

    /// <summary>What is wrong with a list of publication objects, found when the list is complete.</summary>
    private readonly struct PublicationError(TextSpan span, string message)
    {
        public TextSpan Span { get; } = span;

        public string? Message { get; } = message;
    }

    private void ReportPublicationObjects(PublicationError error)
    {
        if (error.Message is not null)
            Error(error.Span, error.Message);
    }

    /// <summary>pub_obj_list: an object without TABLE or TABLES IN SCHEMA is what the one before it is (gram.y: preprocess_pubobj_list).</summary>
    private ValueList<PublicationObjSpec> ParsePublicationObjects(out PublicationError error)
    {
        error = default;
        var objects = NewList<PublicationObjSpec>();
        PublicationObjSpecType? previous = null;
        do
        {
            var item = ParsePublicationObject(previous, out var message);
            if (message is not null && error.Message is null)
                error = new(item.Span, message);
            previous = item.Pubobjtype == PublicationObjSpecType.Table ? PublicationObjSpecType.Table : PublicationObjSpecType.TablesInSchema;
            objects.Add(item);
        }
        while (Accept(TokenKind.Comma));
        return objects.ToValueList();
    }

    /// <summary>PublicationObjSpec.</summary>
    private PublicationObjSpec ParsePublicationObject(PublicationObjSpecType? previous, out string? message)
    {
        var start = Start;
        message = null;
        if (Accept(TokenKind.TableKeyword))
        {
            var table = ParsePublicationTable();
            return new(PublicationObjSpecType.Table, default, table, SpanFrom(start));
        }

        if (Current == TokenKind.TablesKeyword && Peek() == TokenKind.InKeyword)
        {
            Take();
            Take();
            Expect(TokenKind.SchemaKeyword);
            if (Accept(TokenKind.CurrentSchemaKeyword))
                return new(PublicationObjSpecType.TablesInCurrentSchema, default, null, SpanFrom(start));
            var schema = ParseColId();
            return new(PublicationObjSpecType.TablesInSchema, schema, null, SpanFrom(start));
        }

        if (previous is null)
            message = "invalid publication object list";
        if (Accept(TokenKind.CurrentSchemaKeyword))
        {
            if (previous != PublicationObjSpecType.Table)
                return new(PublicationObjSpecType.TablesInCurrentSchema, default, null, SpanFrom(start));
            message = "invalid table name";
            return new(PublicationObjSpecType.TablesInCurrentSchema, default, null, SpanFrom(start));
        }

        var continued = ParsePublicationTable();
        var relation = continued.Relation;
        if (previous != PublicationObjSpecType.TablesInSchema)
            return new(PublicationObjSpecType.Table, default, continued, SpanFrom(start));

        if (continued.WhereClause is not null)
            message = "WHERE clause not allowed for schema";
        else if (!continued.Columns.IsEmpty)
            message = "column specification not allowed for schema";
        else if (!relation.Schema.IsMissing || relation.Span.Length != relation.Name.Span.Length)
            message = "invalid schema name";
        return message is null
            ? new(PublicationObjSpecType.TablesInSchema, relation.Name, null, SpanFrom(start))
            : new(PublicationObjSpecType.TablesInSchema, default, continued, SpanFrom(start));
    }

    private PublicationTable ParsePublicationTable()
    {
        var start = Start;
        var relation = ParseRelationExpr();
        var columns = ParseOptColumnList();
        Expression? where = null;
        if (Accept(TokenKind.WhereKeyword))
        {
            Expect(TokenKind.OpenParen);
            where = ParseExpr();
            Expect(TokenKind.CloseParen);
        }

        return new(relation, columns, where, SpanFrom(start));
    }

    /// <summary>CREATE SUBSCRIPTION, behind those words.</summary>
    private Statement ParseCreateSubscription(int start)
    {
        var name = ParseColId();
        Expect(TokenKind.ConnectionKeyword);
        var connection = ParseSconst();
        Expect(TokenKind.PublicationKeyword);
        var publications = ParseNameList();
        var options = ParseOptDefinition();
        return new CreateSubscriptionStmt(name, connection, publications, options, SpanFrom(start));
    }

    /// <summary>ALTER SUBSCRIPTION, behind those words.</summary>
    private Statement ParseAlterSubscription(int start)
    {
        var name = ParseColId();
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRename(ObjectType.Subscription, name, start);

            case TokenKind.OwnerKeyword:
                return ParseOwner(ObjectType.Subscription, NameNode(name), start);

            case TokenKind.ConnectionKeyword:
                Take();
                var connection = ParseSconst();
                return new AlterSubscriptionStmt(AlterSubscriptionType.Connection, name, connection, default, default, SpanFrom(start));

            case TokenKind.RefreshKeyword:
                Take();
                Expect(TokenKind.PublicationKeyword);
                var refreshOptions = ParseOptDefinition();
                return new AlterSubscriptionStmt(AlterSubscriptionType.RefreshPublication, name, default, default, refreshOptions, SpanFrom(start));

            case TokenKind.AddKeyword:
                return ParseAlterSubscriptionPublications(AlterSubscriptionType.AddPublication, name, start);

            case TokenKind.DropKeyword:
                return ParseAlterSubscriptionPublications(AlterSubscriptionType.DropPublication, name, start);

            case TokenKind.SetKeyword when Peek() == TokenKind.PublicationKeyword:
                return ParseAlterSubscriptionPublications(AlterSubscriptionType.SetPublication, name, start);

            case TokenKind.EnableKeyword or TokenKind.DisableKeyword:
                var option = Start;
                var value = ToNode(TakeAs(Current == TokenKind.EnableKeyword ? "true" : "false"));
                var enabled = ValueList.Of(Option(NameFrom(option, "enabled"), value, option));
                return new AlterSubscriptionStmt(AlterSubscriptionType.Enabled, name, default, default, enabled, SpanFrom(start));

            case TokenKind.SkipKeyword:
                Take();
                var skipped = ParseDefinition();
                return new AlterSubscriptionStmt(AlterSubscriptionType.Skip, name, default, default, skipped, SpanFrom(start));

            default:
                Expect(TokenKind.SetKeyword);
                var options = ParseDefinition();
                return new AlterSubscriptionStmt(AlterSubscriptionType.Options, name, default, default, options, SpanFrom(start));
        }
    }

    private Statement ParseAlterSubscriptionPublications(AlterSubscriptionType kind, Identifier name, int start)
    {
        Take();
        Expect(TokenKind.PublicationKeyword);
        var publications = ParseNameList();
        var options = ParseOptDefinition();
        return new AlterSubscriptionStmt(kind, name, default, publications, options, SpanFrom(start));
    }
}
