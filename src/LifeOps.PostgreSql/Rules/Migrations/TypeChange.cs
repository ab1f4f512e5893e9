using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// Whether ALTER COLUMN TYPE writes the table anew. It does not where the values stay what they are: binary-compatible types, limits
/// that grow or go, and timestamp to timestamptz in UTC (src/backend/commands/tablecmds.c: ATColumnChangeRequiresRewrite; the support
/// functions of the length casts). Measured on servers by TypeChangeServerTests.
/// </summary>
internal static class TypeChange
{
    /// <param name="old">The type before; null when it is not known.</param>
    /// <param name="isUtc">Whether the session's time zone is UTC.</param>
    /// <returns>Null when it cannot be told.</returns>
    public static bool? Rewrites(SqlType? old, SqlType? @new, bool isUtc)
    {
        if (@new is null || old is { IsBuiltIn: false })
            return null;
        if (old is null)
            return MayKeepValues(@new) ? null : true;
        if (old == @new)
            return false;
        if (old.IsArray || @new.IsArray)
            return !(old.IsArray && @new.IsArray && old.Name == @new.Name && @new.Modifiers.IsEmpty && old.Modifiers.IsEmpty);
        return !KeepsValues(old, @new, isUtc);
    }

    /// <summary>Whether there is a type from which a change to this one keeps the values.</summary>
    private static bool MayKeepValues(SqlType type) =>
        type.IsArray || type.Name is "text" or "varchar" or "numeric" or "inet" or "varbit" or "timestamp" or "timestamptz" or "time" or "timetz" or "interval" or "oid" or "bpchar" or "name";

    private static bool KeepsValues(SqlType old, SqlType @new, bool isUtc) => (old.Name, @new.Name) switch
    {
        ("varchar" or "text" or "xml", "text") => true,
        ("text" or "xml", "varchar") => @new.Modifiers.IsEmpty,
        ("varchar", "varchar") or ("varbit", "varbit") => Grows(old, @new),
        ("bit", "varbit") => @new.Modifiers.IsEmpty,
        ("cidr", "inet") => true,
        ("int4", "oid") or ("oid", "int4") => true,
        ("numeric", "numeric") => GrowsInFrontOfThePoint(old, @new),
        ("timestamp", "timestamp") or ("timestamptz", "timestamptz") or ("time", "time") or ("timetz", "timetz") => KeepsPrecision(old, @new),
        ("timestamp", "timestamptz") or ("timestamptz", "timestamp") => isUtc && KeepsAllDigits(@new),
        ("interval", "interval") => @new.IntervalFields is null && KeepsPrecision(old, @new),
        _ => false,
    };

    private static bool Grows(SqlType old, SqlType @new) => @new.Modifiers.IsEmpty || (!old.Modifiers.IsEmpty && @new.Modifiers[0] >= old.Modifiers[0]);

    private static bool GrowsInFrontOfThePoint(SqlType old, SqlType @new) =>
        @new.Modifiers.IsEmpty || (!old.Modifiers.IsEmpty && ScaleOf(old) == ScaleOf(@new) && @new.Modifiers[0] >= old.Modifiers[0]);

    private static int ScaleOf(SqlType type) => type.Modifiers.Count > 1 ? type.Modifiers[1] : 0;

    private static bool KeepsPrecision(SqlType old, SqlType @new) =>
        KeepsAllDigits(@new) || (!old.Modifiers.IsEmpty && @new.Modifiers[0] >= old.Modifiers[0]);

    // Six digits are all there are.
    private static bool KeepsAllDigits(SqlType type) => type.Modifiers.IsEmpty || type.Modifiers[0] >= 6;
}
