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

/// <summary>Those whose types EF Core knows.</summary>
public sealed class EveryEfDatabase : TheoryData<string>
{
    public EveryEfDatabase()
    {
        foreach (var database in DatabaseUnderTest.All.Where(database => database.ConfigureEf is not null))
            Add(database.Name);
    }
}
