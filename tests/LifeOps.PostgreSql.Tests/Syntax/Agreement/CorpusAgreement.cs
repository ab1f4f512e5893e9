using System.Globalization;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Tests.Syntax.Agreement;

/// <summary>Compares our parse of corpus statements with PostgreSQL's.</summary>
public sealed class CorpusAgreement
{
    private readonly List<Disagreement> _disagreements = [];

    /// <summary>How many statements PostgreSQL accepts.</summary>
    public int Accepted { get; private set; }

    /// <summary>How many statements PostgreSQL rejects.</summary>
    public int Rejected { get; private set; }

    /// <summary>How many statements both reject: those whose position and message are compared.</summary>
    public int RejectedByBoth { get; private set; }

    public IReadOnlyList<Disagreement> Disagreements => _disagreements;

    public int Count(Aspect aspect) => _disagreements.Count(item => item.Aspect == aspect);

    /// <summary>All counts on one line.</summary>
    public string Summary() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Accepted} accepted, {Count(Aspect.WronglyRejected)} of them wrongly rejected; {Rejected} rejected, {Count(Aspect.WronglyAccepted)} of them wrongly accepted; " +
        $"differences: {Count(Aspect.TopNode)} top node, {Count(Aspect.StatementCount)} statement count, {Count(Aspect.TableNames)} table names, " +
        $"{Count(Aspect.ParameterNumbers)} parameters, {Count(Aspect.NodeCounts)} node counts, " +
        $"{Count(Aspect.ErrorPosition)} error positions and {Count(Aspect.ErrorMessage)} messages of {RejectedByBoth}");

    public static CorpusAgreement Of(IEnumerable<CorpusStatement> statements)
    {
        var agreement = new CorpusAgreement();
        foreach (var statement in statements)
            agreement.Add(statement, SqlParser.Parse(statement.Sql));
        return agreement;
    }

    private void Add(CorpusStatement theirs, SqlScript ours)
    {
        var error = ours.Diagnostics.Count > 0 ? ours.Diagnostics[0] : null;
        if (theirs.Accepted)
        {
            Accepted++;
            if (error is not null)
                Report(Aspect.WronglyRejected, $"{theirs.Node}: {Excerpt(ours.Text, error.Span.Start)}", error.Message, theirs);
            else
                CompareTrees(theirs, ours);
            return;
        }

        Rejected++;
        if (error is null)
        {
            Report(Aspect.WronglyAccepted, $"{FirstWords(ours.Text)}: {theirs.Message}", Excerpt(ours.Text, Utf16Offset(ours.Text, theirs.Position)), theirs);
            return;
        }

        RejectedByBoth++;
        var position = CodePoints(ours.Text, error.Span.Start) + 1;
        if (theirs.Position > 0 && position != theirs.Position)
            Report(Aspect.ErrorPosition, $"{FirstWords(ours.Text)}: {theirs.Message}", $"{position} ({error.Message}), not {theirs.Position} ({theirs.Message})", theirs);
        if (error.Message != theirs.Message)
            Report(Aspect.ErrorMessage, $"{FirstWords(ours.Text)}: {theirs.Message}", $"{error.Message}, not {theirs.Message}", theirs);
    }

    private void CompareTrees(CorpusStatement theirs, SqlScript ours)
    {
        var topNode = ours.Statements.Count == 0 ? null : ours.Statements[0].Stmt.GetType().Name;
        if (topNode != theirs.Node)
            Report(Aspect.TopNode, $"{topNode}, not {theirs.Node}", "", theirs);

        if (ours.Statements.Count != theirs.Statements)
            Report(Aspect.StatementCount, $"{ours.Statements.Count}, not {theirs.Statements}", "", theirs);

        var tables = new HashSet<string>();
        var parameters = new HashSet<int>();
        foreach (var node in PostgresNodeCounts.Nodes(ours))
        {
            if (node is RangeVar table)
                tables.Add(QualifiedName(table));
            else if (node is ParamRef { Number: > 0 } parameter)
                parameters.Add(parameter.Number);
        }

        if (!tables.SetEquals(theirs.Tables))
            Report(Aspect.TableNames, theirs.Node ?? "", $"[{string.Join(", ", tables)}], not [{string.Join(", ", theirs.Tables)}]", theirs);
        if (!parameters.SetEquals(theirs.Params))
            Report(Aspect.ParameterNumbers, theirs.Node ?? "", $"[{string.Join(", ", parameters)}], not [{string.Join(", ", theirs.Params)}]", theirs);

        var counts = PostgresNodeCounts.Count(ours);
        foreach (var name in PostgresNodeCounts.Compared)
        {
            var our = counts.GetValueOrDefault(name);
            var their = theirs.Nodes.GetValueOrDefault(name);
            if (our != their)
                Report(Aspect.NodeCounts, $"{name} in {theirs.Node}: {(our - their).ToString("+0;-0", CultureInfo.InvariantCulture)}", $"{our}, not {their}", theirs);
        }
    }

    private void Report(Aspect aspect, string cause, string detail, CorpusStatement statement) =>
        _disagreements.Add(new(aspect, cause, detail, statement));

    /// <summary>The last words before a place and the first behind it.</summary>
    private static string Excerpt(string text, int place)
    {
        place = Math.Clamp(place, 0, text.Length);
        var before = text[Math.Max(0, place - 24)..place];
        var after = text.Substring(place, Math.Min(16, text.Length - place));
        return string.Join(' ', (before + " ⟨here⟩ " + after).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string QualifiedName(RangeVar table) =>
        (table.Catalog.IsMissing ? "" : table.Catalog.Value + ".") + (table.Schema.IsMissing ? "" : table.Schema.Value + ".") + table.Name.Value;

    private static string FirstWords(string text) =>
        string.Join(' ', text.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries).Take(2));

    private static int CodePoints(string text, int utf16Offset)
    {
        var count = 0;
        for (var i = 0; i < utf16Offset; i++)
        {
            if (!char.IsLowSurrogate(text[i]))
                count++;
        }

        return count;
    }

    private static int Utf16Offset(string text, int position)
    {
        var offset = 0;
        for (var seen = 1; offset < text.Length && seen < position; seen++)
            offset += char.IsHighSurrogate(text[offset]) ? 2 : 1;
        return offset;
    }
}
