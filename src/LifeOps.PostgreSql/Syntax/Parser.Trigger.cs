namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE TRIGGER and CREATE CONSTRAINT TRIGGER.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE [OR REPLACE] [CONSTRAINT] TRIGGER, at CONSTRAINT or TRIGGER (gram.y: CreateTrigStmt).</summary>
    private CreateTrigStmt ParseCreateTrigger(int start, bool replace)
    {
        var isConstraint = Accept(TokenKind.ConstraintKeyword);
        Expect(TokenKind.TriggerKeyword);
        var name = ParseColId();
        var timing = TriggerTiming.After;
        if (isConstraint)
            Expect(TokenKind.AfterKeyword);
        else
            timing = ParseTriggerTiming();
        var events = ParseTriggerEvents(out var columns);
        Expect(TokenKind.OnKeyword);
        var relation = ParseQualifiedName();

        ValueList<TriggerTransition> transitions = default;
        var attributes = ConstraintAttributes.None;
        RangeVar? fromRelation = null;
        bool row;
        if (isConstraint)
        {
            fromRelation = Accept(TokenKind.FromKeyword) ? ParseQualifiedName() : null;
            attributes = ParseConstraintAttributes("TRIGGER", ConstraintAttributes.Deferrable | ConstraintAttributes.InitiallyDeferred);
            Expect(TokenKind.ForKeyword);
            Expect(TokenKind.EachKeyword);
            Expect(TokenKind.RowKeyword);
            row = true;
        }
        else
        {
            transitions = ParseTriggerReferencing();
            row = ParseTriggerForSpec();
        }

        var when = Accept(TokenKind.WhenKeyword) ? ParseParenthesisedExpr() : null;
        Expect(TokenKind.ExecuteKeyword);
        if (!Accept(TokenKind.FunctionKeyword))
            Expect(TokenKind.ProcedureKeyword);
        var function = ParseFuncName();
        var arguments = ParseTriggerFuncArgs();
        if (isConstraint && replace)
            Error(new TextSpan(start, "CREATE".Length), "CREATE OR REPLACE CONSTRAINT TRIGGER is not supported", FeatureNotSupported);
        return new CreateTrigStmt(
            replace, isConstraint, name, relation, function, arguments, row, timing, events, columns, when, transitions, attributes, fromRelation, SpanFrom(start));
    }

    /// <summary>gram.y: TriggerActionTime.</summary>
    private TriggerTiming ParseTriggerTiming()
    {
        switch (Current)
        {
            case TokenKind.BeforeKeyword:
                Take();
                return TriggerTiming.Before;
            case TokenKind.InsteadKeyword:
                Take();
                Expect(TokenKind.OfKeyword);
                return TriggerTiming.InsteadOf;
            default:
                Expect(TokenKind.AfterKeyword);
                return TriggerTiming.After;
        }
    }

    /// <summary>Events joined by OR; UPDATE may name columns (gram.y: TriggerEvents).</summary>
    private TriggerEvents ParseTriggerEvents(out ValueList<Identifier> columns)
    {
        columns = default;
        var events = TriggerEvents.None;
        do
        {
            var one = Current switch
            {
                TokenKind.InsertKeyword => TriggerEvents.Insert,
                TokenKind.DeleteKeyword => TriggerEvents.Delete,
                TokenKind.UpdateKeyword => TriggerEvents.Update,
                TokenKind.TruncateKeyword => TriggerEvents.Truncate,
                _ => TriggerEvents.None,
            };
            if (one == TriggerEvents.None)
            {
                ErrorHere();
                return events;
            }

            // The server notices at the token it has read last: behind UPDATE it has to look one further.
            var isDuplicate = (events & one) != 0;
            if (isDuplicate && one != TriggerEvents.Update)
                ErrorAtCurrent("duplicate trigger events specified");
            Take();
            if (one == TriggerEvents.Update && Accept(TokenKind.OfKeyword))
                columns = ParseNameList();
            if (isDuplicate)
                ErrorAtCurrent("duplicate trigger events specified");
            events |= one;
        }
        while (Accept(TokenKind.OrKeyword));
        return events;
    }

    /// <summary>REFERENCING, or nothing.</summary>
    private ValueList<TriggerTransition> ParseTriggerReferencing()
    {
        if (!Accept(TokenKind.ReferencingKeyword))
            return default;
        var transitions = NewList<TriggerTransition>();
        do
        {
            var start = Start;
            var isNew = Accept(TokenKind.NewKeyword);
            if (!isNew && !Expect(TokenKind.OldKeyword))
                break;
            var isTable = Accept(TokenKind.TableKeyword);
            if (!isTable)
                Expect(TokenKind.RowKeyword);
            Accept(TokenKind.AsKeyword);
            var name = ParseColId();
            transitions.Add(new TriggerTransition(name, isNew, isTable, SpanFrom(start)));
        }
        while (Current is TokenKind.NewKeyword or TokenKind.OldKeyword);
        return transitions.ToValueList();
    }

    /// <summary>FOR [EACH] ROW or STATEMENT, or nothing: whether ROW.</summary>
    private bool ParseTriggerForSpec()
    {
        if (!Accept(TokenKind.ForKeyword))
            return false;
        Accept(TokenKind.EachKeyword);
        if (Accept(TokenKind.RowKeyword))
            return true;
        Expect(TokenKind.StatementKeyword);
        return false;
    }

    /// <summary><c>( arguments )</c>: numbers, strings and words, all of them text to the function.</summary>
    private ValueList<Identifier> ParseTriggerFuncArgs()
    {
        Expect(TokenKind.OpenParen);
        if (Accept(TokenKind.CloseParen))
            return default;

        // The grammar lets the first argument be missing: (, a).
        var arguments = NewNameList();
        if (Current != TokenKind.Comma)
            arguments.Add(ParseTriggerFuncArg());
        while (Accept(TokenKind.Comma))
            arguments.Add(ParseTriggerFuncArg());
        ExpectCloseParen();
        return arguments.ToValueList();
    }

    private Identifier ParseTriggerFuncArg()
    {
        if (IsSconst(Current))
            return ParseSconst();
        if (Current is not (TokenKind.IntegerLiteral or TokenKind.NumericLiteral))
            return ParseColLabel();
        var token = Take();
        return new Identifier(_text.Substring(token.Start, token.End - token.Start), token.Start, token.End);
    }
}
