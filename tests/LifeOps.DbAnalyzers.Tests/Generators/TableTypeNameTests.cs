using LifeOps.DbAnalyzers.Generators.Naming;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

public class TableTypeNameTests
{
    [Theory]
    [InlineData("sensor_readings", "SensorReading")]
    [InlineData("daily_summaries", "DailySummary")]
    [InlineData("activity_log", "ActivityLog")]
    [InlineData("stat_level_thresholds", "StatLevelThreshold")]
    [InlineData("OrderLines", "OrderLine")]
    [InlineData("users_2024", "User2024")]
    [InlineData("2fa_tokens", "_2faToken")]
    [InlineData("USER_IDS", "UserId")]
    [InlineData("user profile's", "UserProfileS")]
    [InlineData("*/ \" \n", "Unnamed")]
    [InlineData("größen", "Größen")]
    [InlineData("用户", "用户")]
    public void TableName_BecomesTypeName(string table, string type) => Assert.Equal(type, CSharpName.SingularPascal(table));
}
