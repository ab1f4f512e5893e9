using System;
using System.Collections.Generic;

namespace LifeOps.PostgreSql.Naming;

/// <summary>
/// English nouns as table names use them: which are plurals, and the singular of those. An own table and not an inflection library:
/// the generator loads into every compiler and may bring no dependency, the vocabulary of table names is small, and a name that a
/// newer library version inflects differently would rename a type in the consumer's code.
/// </summary>
public static class EnglishNouns
{
    /// <summary>Words that end like a plural and are none, or have no singular.</summary>
    private static readonly HashSet<string> Unchanged = new(StringComparer.OrdinalIgnoreCase)
    {
        "aerobics", "analytics", "athletics", "billiards", "chaos", "chassis", "christmas", "clothes", "cms", "corps", "cosmos", "credentials",
        "crossroads", "css", "data", "diabetes", "dns", "economics", "electronics", "equipment", "ethics", "fish", "gas", "goods", "gps",
        "gymnastics", "headquarters", "hertz", "https", "info", "information", "ios", "kubernetes", "logistics", "mathematics", "means", "media",
        "metadata", "money", "nas", "news", "os", "physics", "politics", "pos", "rabies", "rendezvous", "rss", "salmon", "scissors", "series", "sheep",
        "shrimp", "sms", "sos", "species", "staff", "statistics", "sunglasses", "swiss", "thanks", "tls", "trousers", "trout", "us", "utc", "vms", "yes",
    };

    /// <summary>Nouns without a plural, and nouns that mean many things by themselves: a table of that name needs no s.</summary>
    private static readonly HashSet<string> Collective = new(StringComparer.OrdinalIgnoreCase)
    {
        "advice", "archive", "audit", "backlog", "baggage", "billing", "cache", "cargo", "catalog", "catalogue", "clothing", "content", "correspondence",
        "evidence", "feedback", "freight", "furniture", "hardware", "history", "housing", "inbox", "intelligence", "inventory", "journal", "knowledge",
        "ledger", "log", "luggage", "machinery", "mail", "merchandise", "music", "outbox", "paperwork", "personnel", "pricing", "queue", "registry", "research",
        "shipping", "software", "stock", "telemetry", "traffic", "trail", "training", "usage", "weather",
    };

    private static readonly Dictionary<string, string> Irregular = new(StringComparer.OrdinalIgnoreCase)
    {
        ["alumni"] = "alumnus", ["analyses"] = "analysis", ["appendices"] = "appendix", ["axes"] = "axis", ["bacteria"] = "bacterium",
        ["bases"] = "base", ["biases"] = "bias", ["cacti"] = "cactus", ["calves"] = "calf", ["canvases"] = "canvas", ["children"] = "child",
        ["crises"] = "crisis", ["criteria"] = "criterion", ["curricula"] = "curriculum", ["diagnoses"] = "diagnosis", ["dice"] = "die",
        ["elves"] = "elf", ["feet"] = "foot", ["foci"] = "focus", ["formulae"] = "formula", ["fungi"] = "fungus", ["gases"] = "gas", ["geese"] = "goose",
        ["halves"] = "half", ["hooves"] = "hoof", ["hypotheses"] = "hypothesis", ["indices"] = "index", ["knives"] = "knife", ["leaves"] = "leaf",
        ["lenses"] = "lens", ["lives"] = "life", ["loaves"] = "loaf", ["matrices"] = "matrix", ["men"] = "man", ["mice"] = "mouse", ["nuclei"] = "nucleus",
        ["oases"] = "oasis", ["oxen"] = "ox", ["parentheses"] = "parenthesis", ["people"] = "person", ["phenomena"] = "phenomenon", ["quizzes"] = "quiz",
        ["radii"] = "radius", ["scarves"] = "scarf", ["schemata"] = "schema", ["selves"] = "self", ["shelves"] = "shelf", ["stimuli"] = "stimulus",
        ["strata"] = "stratum", ["syllabi"] = "syllabus", ["synopses"] = "synopsis", ["teeth"] = "tooth", ["theses"] = "thesis", ["thieves"] = "thief",
        ["vertices"] = "vertex", ["wives"] = "wife", ["wolves"] = "wolf", ["women"] = "woman",
        ["atlases"] = "atlas", ["aliases"] = "alias", ["buses"] = "bus", ["bonuses"] = "bonus", ["campuses"] = "campus", ["censuses"] = "census",
        ["choruses"] = "chorus", ["circuses"] = "circus", ["consensuses"] = "consensus", ["corpuses"] = "corpus", ["focuses"] = "focus", ["geniuses"] = "genius",
        ["irises"] = "iris", ["minuses"] = "minus", ["nexuses"] = "nexus", ["octopuses"] = "octopus", ["pluses"] = "plus", ["prospectuses"] = "prospectus",
        ["sinuses"] = "sinus", ["statuses"] = "status", ["surpluses"] = "surplus", ["syllabuses"] = "syllabus", ["terminuses"] = "terminus",
        ["viruses"] = "virus", ["walruses"] = "walrus",
        ["heroes"] = "hero", ["potatoes"] = "potato", ["tomatoes"] = "tomato", ["echoes"] = "echo", ["vetoes"] = "veto", ["cargoes"] = "cargo",
        ["torpedoes"] = "torpedo", ["embargoes"] = "embargo", ["mosquitoes"] = "mosquito", ["volcanoes"] = "volcano", ["tornadoes"] = "tornado",
        ["movies"] = "movie", ["cookies"] = "cookie", ["ties"] = "tie", ["pies"] = "pie", ["lies"] = "lie", ["zombies"] = "zombie", ["rookies"] = "rookie",
        ["calories"] = "calorie", ["selfies"] = "selfie", ["hoodies"] = "hoodie", ["brownies"] = "brownie", ["smoothies"] = "smoothie", ["genies"] = "genie",
        ["prairies"] = "prairie", ["eyries"] = "eyrie", ["newbies"] = "newbie", ["indies"] = "indie", ["goalies"] = "goalie",
        ["caches"] = "cache", ["headaches"] = "headache", ["aches"] = "ache", ["toothaches"] = "toothache", ["avalanches"] = "avalanche",
        ["niches"] = "niche", ["psyches"] = "psyche", ["microfiches"] = "microfiche", ["quiches"] = "quiche",
        ["sizes"] = "size", ["prizes"] = "prize", ["mazes"] = "maze", ["gazes"] = "gaze", ["breezes"] = "breeze", ["bronzes"] = "bronze",
        ["analyzes"] = "analyze", ["horses"] = "horse",
        ["alibis"] = "alibi", ["apis"] = "api", ["cpus"] = "cpu", ["ecus"] = "ecu", ["emojis"] = "emoji", ["gpus"] = "gpu", ["gurus"] = "guru", ["kpis"] = "kpi",
        ["menus"] = "menu", ["pois"] = "poi", ["safaris"] = "safari", ["skis"] = "ski", ["skus"] = "sku", ["taxis"] = "taxi", ["uis"] = "ui", ["uris"] = "uri",
        ["wikis"] = "wiki",
    };

    /// <summary>Whether a word can be the name of many: a plural, or a noun that has none or is one by itself (<c>history</c>, <c>data</c>).</summary>
    public static bool IsPlural(string word) =>
        Unchanged.Contains(word) || Collective.Contains(word) || Irregular.ContainsKey(word) || !string.Equals(Singularize(word), word, StringComparison.Ordinal);

    /// <summary>Whether a word has a singular of its own that differs from it.</summary>
    public static bool HasSingular(string word) => !string.Equals(Singularize(word), word, StringComparison.Ordinal);

    /// <summary>The singular of a word; the word itself when it is none, in its own case.</summary>
    public static string Singularize(string word)
    {
        if (word.Length < 3 || Unchanged.Contains(word))
            return word;
        if (Irregular.TryGetValue(word, out var irregular))
            return char.IsUpper(word[0]) ? char.ToUpperInvariant(irregular[0]) + irregular.Substring(1) : irregular;

        bool Ends(string suffix) => word.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
        string Without(int count) => word.Substring(0, word.Length - count);

        // gas, bus, status, basis, process: no plural at all.
        if (!Ends("s") || Ends("ss") || Ends("us") || Ends("is"))
            return word;
        if (Ends("ies"))
            return Without(3) + "y";
        // addresses, matches, crashes, boxes, waltzes; but expenses, causes, houses keep their e.
        if (Ends("sses") || Ends("ches") || Ends("shes") || Ends("xes") || Ends("tzes"))
            return Without(2);
        return Without(1);
    }
}
