using System;
using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Migrations;

/// <summary>
/// The order in which a folder's migrations are applied, from their names alone. The names of these tools are known:
/// <list type="bullet">
/// <item>Flyway: <c>V1.1__name.sql</c> by version, <c>B1__name.sql</c> in place of what it replaces, <c>R__name.sql</c> last, <c>U1__name.sql</c> never.</item>
/// <item>sqitch: <c>deploy/name.sql</c> in the order of <c>sqitch.plan</c>; <c>revert/</c> and <c>verify/</c> never.</item>
/// <item>goose, dbmate, DbUp, EF Core scripts and folders numbered by hand: natural order of the path, so that 9 comes before 10. The down parts are left out by <see cref="MigrationSections"/>.</item>
/// <item>golang-migrate: <c>1_name.down.sql</c> never.</item>
/// </list>
/// </summary>
public static class MigrationFolder
{
    /// <summary>The files that build the database up, in the order in which they are applied.</summary>
    /// <param name="paths">Paths of the folder's files, with / or \ between folders; files that do not end with <c>.sql</c> are left out.</param>
    /// <param name="sqitchPlan">The text of <c>sqitch.plan</c>; null when there is none.</param>
    public static ValueList<string> Order(IEnumerable<string> paths, string? sqitchPlan = null)
    {
        if (paths is null)
            throw new ArgumentNullException(nameof(paths));
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
                files.Add(path);
        }

        if (sqitchPlan is not null)
            return SqitchPlan.Order(files, sqitchPlan);

        RemoveReverts(files);
        var migrations = new List<MigrationFile>(files.Count);
        foreach (var file in files)
            migrations.Add(MigrationFile.Read(file));

        // On an empty database Flyway starts at the highest baseline.
        MigrationFile? baseline = null;
        foreach (var migration in migrations)
        {
            if (migration.Kind == MigrationFileKind.Baseline && (baseline is null || migration.CompareTo(baseline) > 0))
                baseline = migration;
        }

        migrations.RemoveAll(migration => migration.Kind == MigrationFileKind.Undo
            || (baseline is not null && migration != baseline && migration.IsVersioned && migration.CompareVersionTo(baseline) <= 0));
        migrations.Sort();
        var ordered = new List<string>(migrations.Count);
        foreach (var migration in migrations)
            ordered.Add(migration.Path);
        return ordered.ToValueList();
    }

    /// <summary>revert/ and verify/ beside deploy/ are sqitch's, and say nothing of the database that deploy/ makes.</summary>
    private static void RemoveReverts(List<string> files)
    {
        var tops = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (SqitchPlan.TopOf(file, "deploy") is { } top)
                tops.Add(top);
        }

        if (tops.Count > 0)
            files.RemoveAll(file => (SqitchPlan.TopOf(file, "revert") ?? SqitchPlan.TopOf(file, "verify")) is { } top && tops.Contains(top));
    }
}
