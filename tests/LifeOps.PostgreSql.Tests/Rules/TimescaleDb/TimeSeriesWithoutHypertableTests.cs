using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class TimeSeriesWithoutHypertableTests
{
    private static Rule Rule => RuleCatalog.TimeSeriesWithoutHypertable;

    [Theory]
    [InlineData("""
        CREATE EXTENSION timescaledb;
        CREATE TABLE [|points|] (device int, at timestamptz, value real, PRIMARY KEY (device, at));
        """)]
    [InlineData("""
        CREATE EXTENSION timescaledb;
        CREATE TABLE [|cpu_metrics|] (id uuid PRIMARY KEY, at timestamptz NOT NULL);
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE points (device int, at timestamptz, value real, PRIMARY KEY (device, at));")]
    [InlineData("""
        CREATE EXTENSION timescaledb;
        CREATE TABLE points (device int, at timestamptz, value real, PRIMARY KEY (device, at)); SELECT create_hypertable('points', 'at');
        """)]
    [InlineData("""
        CREATE EXTENSION timescaledb;
        CREATE TABLE points (device int, at timestamptz, value real, updated_at timestamptz, PRIMARY KEY (device, at));
        """)]
    [InlineData("""
        CREATE EXTENSION timescaledb;
        -- lifeops:rows 20
        CREATE TABLE points (device int, at timestamptz, value real, PRIMARY KEY (device, at));
        """)]
    [InlineData("""
        CREATE EXTENSION timescaledb;
        CREATE TABLE points (device int, at timestamptz, value real, PRIMARY KEY (device, at)) PARTITION BY RANGE (at);
        """)]
    [InlineData("""
        CREATE EXTENSION timescaledb;
        CREATE TABLE prices (product int, valid_from timestamptz, valid_to timestamptz NOT NULL, price numeric, PRIMARY KEY (product, valid_from));
        """)]
    [InlineData("""
        CREATE EXTENSION timescaledb;
        CREATE TABLE scores (player int, day date, score numeric, PRIMARY KEY (player, day));
        """)]
    [InlineData("""
        CREATE EXTENSION timescaledb;
        CREATE TABLE orders (id uuid PRIMARY KEY, ordered_at timestamptz NOT NULL, total numeric);
        """)]
    [InlineData("""
        --
        -- PostgreSQL database dump
        --
        CREATE EXTENSION IF NOT EXISTS timescaledb WITH SCHEMA public;
        CREATE TABLE public.points (device int NOT NULL, at timestamptz NOT NULL, value real);
        ALTER TABLE ONLY public.points ADD PRIMARY KEY (device, at);
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
