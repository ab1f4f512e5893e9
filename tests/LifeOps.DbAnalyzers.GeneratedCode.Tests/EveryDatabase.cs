using Xunit;

namespace LifeOps.GeneratedCode.Tests;

/// <summary>The databases as theory data.</summary>
public sealed class EveryDatabase : TheoryData<string>
{
    public EveryDatabase()
    {
        foreach (var database in DatabaseUnderTest.All)
            Add(database.Name);
    }
}
