namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE EXTENSION and ALTER EXTENSION.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE EXTENSION, at EXTENSION (gram.y: CreateExtensionStmt).</summary>
    private CreateExtensionStmt ParseCreateExtension(int start)
    {
        Take();
        var ifNotExists = ParseIfNotExists();
        var name = ParseColId();
        Accept(TokenKind.WithKeyword);
        var options = NewList<DefElem>();
        while (true)
        {
            var optionStart = Start;
            var word = _tokens[_position];
            switch (word.Kind)
            {
                case TokenKind.SchemaKeyword:
                    Take();
                    options.Add(Option("schema", word, optionStart, ParseNameNode()));
                    continue;
                case TokenKind.VersionKeyword:
                    Take();
                    options.Add(Option("new_version", word, optionStart, ToNode(ParseNonReservedWordOrSconst())));
                    continue;
                case TokenKind.FromKeyword:
                    Take();
                    ParseNonReservedWordOrSconst();
                    Error(SpanFrom(optionStart), "CREATE EXTENSION ... FROM is no longer supported", FeatureNotSupported);
                    continue;
                case TokenKind.CascadeKeyword:
                    Take();
                    options.Add(Option("cascade", word, optionStart, BooleanValue(true, word)));
                    continue;
            }

            break;
        }

        return new CreateExtensionStmt(name, ifNotExists, options.ToValueList(), SpanFrom(start));
    }

    /// <summary>ALTER EXTENSION, at EXTENSION (gram.y: AlterExtensionStmt, AlterExtensionContentsStmt, AlterObjectSchemaStmt).</summary>
    private Statement ParseAlterExtension(int start)
    {
        Take();
        var nameStart = Start;
        var name = ParseColId();
        var nameSpan = SpanFrom(nameStart);
        switch (Current)
        {
            case TokenKind.UpdateKeyword:
                Take();
                var options = NewList<DefElem>();
                while (Current == TokenKind.ToKeyword)
                {
                    var optionStart = Start;
                    var word = Take();
                    options.Add(Option("new_version", word, optionStart, ToNode(ParseNonReservedWordOrSconst())));
                }

                return new AlterExtensionStmt(name, options.ToValueList(), SpanFrom(start));

            case TokenKind.AddKeyword:
            case TokenKind.DropKeyword:
                var isAdd = Take().Kind == TokenKind.AddKeyword;
                var objectType = ParseAddressedObject(ObjectAddressing.Extension, out var target, out var second);
                return new AlterExtensionContentsStmt(name, isAdd, objectType, target, second, SpanFrom(start));

            case TokenKind.SetKeyword:
                Take();
                Expect(TokenKind.SchemaKeyword);
                var schema = ParseColId();
                return new AlterObjectSchemaStmt(
                    ObjectType.Extension, null, new QualifiedName(new([name]), nameSpan), default, schema, missingOk: false, SpanFrom(start));

            default:
                return Unparsable(start);
        }
    }
}
