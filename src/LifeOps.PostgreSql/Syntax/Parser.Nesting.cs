using System;
using System.Runtime.CompilerServices;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>Nesting: any depth gives a diagnostic, never a stack overflow.</summary>
internal sealed partial class Parser
{
    /// <summary>The server's own parser gives up at this depth of its stack (YYMAXDEPTH of bison).</summary>
    private const int DeepestNesting = 10_000;

    /// <summary>How deep the text is nested; parentheses that are read in a loop count too.</summary>
    private int _depth;

    /// <summary>How often <see cref="EnterNesting"/> has been called without leaving: what the stack holds.</summary>
    private int _calls;

    /// <summary>Goes one level deeper; false when the stack or the server's limit does not allow it: the statement is given up then.</summary>
    private bool EnterNesting()
    {
        _depth++;
        _calls++;
        if (_depth < DeepestNesting && ((_calls & 15) != 0 || HasStack()))
            return true;

        GiveUpStatement();
        return false;
    }

    private void LeaveNesting()
    {
        _depth--;
        _calls--;
    }

    /// <summary>Reports what the server says when nesting is too deep, and moves to the end of the statement so that every level ends.</summary>
    private void GiveUpStatement()
    {
        var token = _tokens[_position];
        var near = token.Kind == TokenKind.EndOfFile ? " at end of input" : " at or near \"" + token.Span.Of(_text) + "\"";
        Error(token.Span, "memory exhausted" + near);
        SkipToStatementEnd();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HasStack()
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
    }
}
