using LifeOps.DbAnalyzers.Tool.Reports.Html;
using LifeOps.DbAnalyzers.Tool.Tests.Review;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests.Reports;

public sealed class HtmlReportBrowserTests
{
    private const string Sql = """
        CREATE TABLE customers (id int PRIMARY KEY, name varchar(80), since timestamp);
        CREATE TABLE orders (id uuid PRIMARY KEY, customer_id int REFERENCES customers, placed_at timestamp);
        """;

    private const string VisibleFindings = "document.querySelectorAll('[data-rule]:not([hidden])').length";

    [SkippableFact]
    public async Task Filters_ShowWhatTheySay()
    {
        await using var browser = await OpenAsync();
        var all = int.Parse(await browser.EvaluateAsync(VisibleFindings));
        Assert.Equal("2", await browser.EvaluateAsync("document.querySelectorAll('[data-rule=LDB2001]').length"));

        await browser.EvaluateAsync("document.querySelector('.chip.warning').click()");
        Assert.Equal("0", await browser.EvaluateAsync("document.querySelectorAll('[data-rule][data-severity=warning]:not([hidden])').length"));
        await browser.EvaluateAsync("document.getElementById('reset').click()");
        Assert.Equal(all.ToString(), await browser.EvaluateAsync(VisibleFindings));

        await browser.EvaluateAsync("(document.getElementById('rule').value = 'LDB2001', document.getElementById('rule').dispatchEvent(new Event('input')))");
        Assert.Equal("2", await browser.EvaluateAsync(VisibleFindings));
        await browser.EvaluateAsync("(document.getElementById('table').value = 'orders', document.getElementById('table').dispatchEvent(new Event('input')))");
        Assert.Equal("1", await browser.EvaluateAsync(VisibleFindings));
        Assert.StartsWith("1 of", await browser.EvaluateAsync("document.getElementById('shown').textContent"), StringComparison.Ordinal);

        await browser.EvaluateAsync("document.getElementById('reset').click()");
        await browser.EvaluateAsync("(document.getElementById('search').value = 'nothing like this', document.getElementById('search').dispatchEvent(new Event('input')))");
        Assert.Equal("0", await browser.EvaluateAsync(VisibleFindings));
        Assert.Equal("false", await browser.EvaluateAsync("document.querySelector('.nothing').hidden"));
        Assert.Empty(browser.Errors);
    }

    [SkippableFact]
    public async Task Diagram_ZoomsMovesAndShowsRelations()
    {
        await using var browser = await OpenAsync();
        const string Transform = "document.querySelector('.viewport').getAttribute('transform')";

        Assert.Equal("2", await browser.EvaluateAsync("document.querySelectorAll('svg.er .table').length"));
        Assert.Equal("1", await browser.EvaluateAsync("document.querySelectorAll('svg.er .relation').length"));

        await browser.EvaluateAsync("document.querySelector('.tools .in').click()");
        Assert.Contains("scale(1.35)", await browser.EvaluateAsync(Transform), StringComparison.Ordinal);
        await browser.EvaluateAsync("document.querySelector('.tools .fit').click()");
        Assert.Equal("translate(0 0) scale(1)", await browser.EvaluateAsync(Transform));
        await browser.EvaluateAsync("document.querySelector('svg.er').dispatchEvent(new WheelEvent('wheel', { deltaY: -200, clientX: 400, clientY: 300, cancelable: true }))");
        Assert.DoesNotContain("scale(1)", await browser.EvaluateAsync(Transform), StringComparison.Ordinal);

        await browser.EvaluateAsync("document.querySelector('.table[data-table=orders]').dispatchEvent(new MouseEvent('click', { bubbles: true }))");
        Assert.Equal("true", await browser.EvaluateAsync("document.querySelector('.relation').classList.contains('active') && document.querySelector('svg.er').classList.contains('focused')"));
        Assert.Equal("orders", await browser.EvaluateAsync("document.getElementById('table').value"));

        // Boxes do not lie on each other.
        Assert.Equal("false", await browser.EvaluateAsync("(() => { const [a, b] = Array.from(document.querySelectorAll('.table .box')).map(box => box.getBoundingClientRect()); return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom; })()"));
        Assert.Empty(browser.Errors);
    }

    [SkippableFact]
    public async Task Theme_IsTheReadersChoice()
    {
        await using var browser = await OpenAsync();
        var before = await browser.EvaluateAsync("document.documentElement.dataset.theme");
        var background = await browser.EvaluateAsync("getComputedStyle(document.body).backgroundColor");

        await browser.EvaluateAsync("document.getElementById('theme').click()");

        Assert.NotEqual(before, await browser.EvaluateAsync("document.documentElement.dataset.theme"));
        Assert.NotEqual(background, await browser.EvaluateAsync("getComputedStyle(document.body).backgroundColor"));
    }

    [SkippableFact]
    public async Task NarrowWindow_DoesNotScrollSideways()
    {
        await using var browser = await OpenAsync();

        await browser.ResizeAsync(420, 900);

        Assert.Equal("true", await browser.EvaluateAsync("document.documentElement.scrollWidth <= 420"));
    }

    [SkippableFact]
    public async Task HostileNames_DoNothing()
    {
        await using var browser = await Browser.OpenOrSkipAsync(HtmlReport.Write(await HostileReportTests.ReportAsync()));

        await browser.EvaluateAsync("document.querySelectorAll('svg.er .table').forEach(table => table.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })))");

        Assert.Equal("undefined", await browser.EvaluateAsync("typeof window.hacked"));
        Assert.Equal("1", await browser.EvaluateAsync("document.scripts.length"));
        Assert.Equal("true", await browser.EvaluateAsync($"Array.from(document.querySelectorAll('svg.er .table')).some(table => table.dataset.table === {System.Text.Json.JsonSerializer.Serialize(HostileSchema.Script)})"));
        Assert.Empty(browser.Errors);
    }

    private static async Task<Browser> OpenAsync()
    {
        using var folder = new ReviewFolder(("shop.schema.sql", Sql));
        return await Browser.OpenOrSkipAsync(HtmlReport.Write(await folder.ReviewAsync()));
    }
}
