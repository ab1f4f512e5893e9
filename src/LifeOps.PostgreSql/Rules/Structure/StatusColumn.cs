using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>The column that says how far a row has come.</summary>
internal static class StatusColumn
{
    /// <summary>Whether it is called status or state. The state beside a city or a postal code is a part of a country.</summary>
    public static bool Is(Table table, Column column)
    {
        if (column.Name == "status")
            return true;
        if (column.Name != "state")
            return false;
        foreach (var other in table.Columns)
        {
            if (other.Name is "city" or "country" or "country_code" or "street" or "zip" or "zip_code" or "postal_code" or "postcode")
                return false;
        }

        return true;
    }
}
