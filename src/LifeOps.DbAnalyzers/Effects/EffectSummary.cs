using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using LifeOps.DbAnalyzers.DataAccess;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>One way in which a member of an assembly reaches the database, as the assembly tells those that reference it.</summary>
/// <param name="Member">The member's documentation id: <c>M:Shop.Orders.GetAsync(System.Int32)</c>.</param>
/// <param name="Query">The data access at the end of the way.</param>
/// <param name="Dependence">The parameters that the query depends on.</param>
/// <param name="Database">The parameters that choose the database.</param>
/// <param name="Outside">What the member waits for besides the database.</param>
/// <param name="IsNarrow">Whether the member is little more than the data access.</param>
internal sealed record EffectSummary(string Member, QueryFact Query, Dependence Dependence, Dependence Database, OutsideWork Outside = OutsideWork.None, bool IsNarrow = true)
{
    /// <summary>The key of the AssemblyMetadataAttribute that holds the summaries; the number is that of the format.</summary>
    public const string MetadataKey = "LifeOps.DbAnalyzers.Effects.3";

    private const int MaxDepth = 9;
    private const char FieldEnd = '|';
    private const char SummaryEnd = '\n';

    /// <summary>All summaries in one text, in their order.</summary>
    public static string Write(IEnumerable<EffectSummary> summaries)
    {
        var text = new StringBuilder();
        foreach (var summary in summaries)
        {
            text.Append(summary.Member).Append(FieldEnd)
                .Append((int)summary.Query.Library).Append((int)summary.Query.Kind).Append((int)summary.Query.Shape).Append(summary.Query.IsWindow ? '1' : '0').Append((char)('0' + Math.Min(summary.Query.Depth, MaxDepth))).Append((int)summary.Outside).Append(summary.IsNarrow ? '1' : '0').Append(FieldEnd)
                .Append(summary.Dependence.Bits.ToString("x", CultureInfo.InvariantCulture)).Append(FieldEnd)
                .Append(summary.Database.Bits.ToString("x", CultureInfo.InvariantCulture)).Append(FieldEnd)
                .Append(summary.Query.DisplayName).Append(SummaryEnd);
        }

        return text.ToString();
    }

    /// <summary>The summaries of a text; what cannot be read is left out: the text stands in somebody else's assembly.</summary>
    public static IEnumerable<EffectSummary> Read(string text)
    {
        foreach (var line in text.Split(SummaryEnd))
        {
            var fields = line.Split(FieldEnd);
            if (fields.Length != 5 || fields[1].Length != 7 || fields[1][4] is < '0' or > '9' || fields[1][5] is < '0' or > '7' || fields[1][6] is not ('0' or '1')
                || !Enum.IsDefined(typeof(DataAccessLibrary), fields[1][0] - '0') || !Enum.IsDefined(typeof(DataAccessKind), fields[1][1] - '0') || !Enum.IsDefined(typeof(ResultShape), fields[1][2] - '0')
                || !TryParse(fields[2], out var dependence) || !TryParse(fields[3], out var database))
            {
                continue;
            }

            var query = new QueryFact((DataAccessLibrary)(fields[1][0] - '0'), (DataAccessKind)(fields[1][1] - '0'), (ResultShape)(fields[1][2] - '0'), fields[4]) { IsWindow = fields[1][3] == '1', Depth = fields[1][4] - '0' };
            yield return new(fields[0], query, new Dependence(dependence), new Dependence(database), (OutsideWork)(fields[1][5] - '0'), fields[1][6] == '1');
        }
    }

    private static bool TryParse(string text, out ulong bits) => ulong.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out bits);
}
