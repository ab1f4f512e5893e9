using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;

using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Syntax;

using TextSpan = LifeOps.PostgreSql.Syntax.TextSpan;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>
/// Lays the parts of a text end to end, once for each way to take its choices. Beyond a bound the choices that come last become
/// holes: independent conditions multiply.
/// </summary>
internal sealed class SqlTextAssembler
{
    private const int MaxAlternatives = 16;
    private const int MaxLength = 1 << 20;

    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<SqlTextPiece>.Builder _pieces = ImmutableArray.CreateBuilder<SqlTextPiece>();
    private readonly List<SqlHole> _holes = [];
    private readonly List<Decision> _decisions;
    private readonly int _maxChoices;
    private readonly SqlParseOptions _options;
    private readonly CancellationToken _cancellationToken;
    private bool _tooLong;

    private SqlTextAssembler(List<Decision> decisions, int maxChoices, SqlParseOptions options, CancellationToken cancellationToken)
    {
        _decisions = decisions;
        _maxChoices = maxChoices;
        _options = options;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Every text the parts can give that has at least one known character, in the order of the branches.</summary>
    public static ImmutableArray<SqlText> Assemble(SqlPart part, SqlParseOptions options, CancellationToken cancellationToken)
    {
        // 2^4 alternatives are the bound for choices of two; fewer choices are tried until the bound holds.
        for (var maxChoices = 4; maxChoices >= 0; maxChoices--)
        {
            if (TryAssemble(part, maxChoices, options, cancellationToken) is { } texts)
                return texts;
        }

        return ImmutableArray<SqlText>.Empty;
    }

    private static ImmutableArray<SqlText>? TryAssemble(SqlPart part, int maxChoices, SqlParseOptions options, CancellationToken cancellationToken)
    {
        var texts = ImmutableArray.CreateBuilder<SqlText>();
        var seen = new HashSet<string>();
        var decisions = new List<Decision>();
        while (true)
        {
            var assembler = new SqlTextAssembler(decisions, maxChoices, options, cancellationToken);
            assembler.Add(part);
            if (assembler._tooLong)
                return ImmutableArray<SqlText>.Empty;
            if (assembler.ToText() is { } text && (text.Branches.IsEmpty || seen.Add(text.Text)))
                texts.Add(text);
            if (!Advance(decisions))
                return texts.ToImmutable();
            if (texts.Count >= MaxAlternatives)
                return null;
        }
    }

    /// <summary>The next way to decide: the last decision that has a branch left takes it, those behind it are forgotten.</summary>
    private static bool Advance(List<Decision> decisions)
    {
        for (var i = decisions.Count - 1; i >= 0; i--)
        {
            if (decisions[i].Branch + 1 < decisions[i].Count)
            {
                decisions[i] = decisions[i] with { Branch = decisions[i].Branch + 1 };
                return true;
            }

            decisions.RemoveAt(i);
        }

        return false;
    }

    private void Add(SqlPart part)
    {
        // Parts nest only as deep as the reader's own bound; sequences are flat.
        _cancellationToken.ThrowIfCancellationRequested();
        if (_text.Length > MaxLength)
            _tooLong = true;
        if (_tooLong)
            return;

        switch (part)
        {
            case SqlPart.Sequence sequence:
                foreach (var item in sequence.Parts)
                    Add(item);
                break;

            case SqlPart.Characters characters:
                AddCharacters(characters);
                break;

            case SqlPart.Hole hole:
                AddHole(hole);
                break;

            case SqlPart.Choice choice:
                AddChoice(choice);
                break;
        }
    }

    private void AddCharacters(SqlPart.Characters characters)
    {
        if (characters.Text.Length == 0)
            return;
        var offset = _text.Length;
        _text.Append(characters.Text);
        var runs = offset == 0
            ? characters.Runs
            : characters.Runs.Select(run => run with { TextStart = run.TextStart + offset }).ToImmutableArray();
        _pieces.Add(new(characters.Tree, runs, characters.Style));
    }

    private void AddHole(SqlPart.Hole hole)
    {
        var source = hole.Source.Span;
        _holes.Add(new(new TextSpan(_text.Length, 1), hole.Kind));
        _pieces.Add(new(hole.Source.SyntaxTree, ImmutableArray.Create(new SourceRun(_text.Length, 1, source.Start, source.Length, IsWhole: true)), style: null));
        _text.Append(SqlHole.Filler);
    }

    private void AddChoice(SqlPart.Choice choice)
    {
        foreach (var decision in _decisions)
        {
            if (decision.Condition == choice.Condition && decision.Branch < choice.Branches.Length)
            {
                Add(choice.Branches[decision.Branch]);
                return;
            }
        }

        if (_decisions.Count >= _maxChoices || choice.Branches.Length > MaxAlternatives)
        {
            AddHole(new(HoleKind.Fragment, choice.Source));
            return;
        }

        _decisions.Add(new(choice.Condition, 0, choice.Branches.Length));
        Add(choice.Branches[0]);
    }

    private SqlText? ToText()
    {
        if (_text.Length == _holes.Count)
            return null;

        // A filler character in the source itself is a character, not a hole: the parser goes by the spans.
        var options = _options with { Holes = new ValueList<SqlHole>([.. _holes]) };
        var branches = _decisions.Select(decision => new SqlBranch(decision.Condition, decision.Branch)).ToImmutableArray();
        return new(_text.ToString(), _pieces.ToImmutable(), options, branches);
    }

    private readonly record struct Decision(string Condition, int Branch, int Count);
}
