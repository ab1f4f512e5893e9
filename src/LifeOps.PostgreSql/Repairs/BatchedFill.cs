namespace LifeOps.PostgreSql.Repairs;

/// <summary>
/// Writes rows some at a time, each batch in a transaction of its own. Page by page, so that no key is needed; what was skipped because somebody
/// held it is found by the next round.
/// </summary>
internal static class BatchedFill
{
    private const int PagesPerBatch = 200;

    /// <param name="table">The table, as SQL writes it; expressions may call it <c>filled</c>.</param>
    /// <param name="set">The assignments.</param>
    /// <param name="missing">What holds for rows that are to be written, and for none that was.</param>
    public static string Sql(string table, string set, string missing) => "DO " + SqlText.DollarQuoted($"""
        DECLARE
          page bigint;
          pages bigint;
        BEGIN
          LOOP
            page := 0;
            pages := pg_relation_size({SqlText.Literal(table)}::regclass) / current_setting('block_size')::bigint;
            WHILE page <= pages LOOP
              UPDATE {table} AS filled SET {set}
              WHERE filled.ctid = ANY (ARRAY(
                SELECT filled.ctid FROM {table} AS filled
                WHERE filled.ctid >= ('(' || page || ',0)')::tid AND filled.ctid < ('(' || page + {PagesPerBatch} || ',0)')::tid AND {missing}
                FOR NO KEY UPDATE SKIP LOCKED));
              COMMIT;
              page := page + {PagesPerBatch};
            END LOOP;
            EXIT WHEN NOT EXISTS (SELECT FROM {table} AS filled WHERE {missing});
            PERFORM pg_sleep(0.1);
          END LOOP;
        END
        """);
}
