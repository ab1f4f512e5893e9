using System;
using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Migrations;

/// <summary>The changes of a <c>sqitch.plan</c> and the deploy scripts that make them.</summary>
internal static class SqitchPlan
{
    /// <summary>The deploy scripts in the order of the plan; scripts that the plan does not name are left out, as sqitch does.</summary>
    public static ValueList<string> Order(IReadOnlyList<string> paths, string plan)
    {
        var scripts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (TopOf(path, "deploy") is { } top)
                scripts[path.Substring(top.Length + "deploy/".Length, path.Length - top.Length - "deploy/.sql".Length).Replace('\\', '/')] = path;
        }

        var ordered = new List<string>();
        foreach (var change in Changes(plan))
        {
            if (scripts.TryGetValue(change, out var path))
                ordered.Add(path);
        }

        return ordered.ToValueList();
    }

    /// <summary>What stands before <c>deploy/</c> (or another folder) in a path; null when the path is not in such a folder.</summary>
    public static string? TopOf(string path, string folder)
    {
        for (var at = path.LastIndexOf(folder, StringComparison.Ordinal); at >= 0; at = at == 0 ? -1 : path.LastIndexOf(folder, at - 1, StringComparison.Ordinal))
        {
            var end = at + folder.Length;
            if ((at == 0 || path[at - 1] is '/' or '\\') && end < path.Length && path[end] is '/' or '\\')
                return path.Substring(0, at);
        }

        return null;
    }

    /// <summary>
    /// Names of the deploy scripts. A change that is planned again later (a rework) keeps its first script under the tag that came
    /// between: <c>deploy/name@tag.sql</c> (sqitchtutorial, "In Place Changes").
    /// </summary>
    private static List<string> Changes(string plan)
    {
        var names = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var tags = new List<(int After, string Tag)>();
        foreach (var raw in plan.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or '%')
                continue;
            var end = line.IndexOfAny([' ', '\t', '[']);
            var name = end < 0 ? line : line.Substring(0, end);
            if (name[0] == '@')
            {
                tags.Add((names.Count, name));
                continue;
            }

            if (places.TryGetValue(name, out var place))
            {
                foreach (var (after, tag) in tags)
                {
                    if (after > place)
                    {
                        names[place] = name + tag;
                        break;
                    }
                }
            }

            places[name] = names.Count;
            names.Add(name);
        }

        return names;
    }
}
