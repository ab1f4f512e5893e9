using System.Text;
using LifeOps.PostgreSql.Tests.Syntax.Agreement;

namespace LifeOps.PostgreSql.Benchmarks;

/// <summary>What is parsed.</summary>
internal static class BenchmarkTexts
{
    private const int DumpLength = 5 * 1024 * 1024;

    /// <summary>The accepted statements of PostgreSQL's regression suite; null when the corpus is not there.</summary>
    public static string[]? RegressionStatements() =>
        CorpusStatement.ReadRegression()?.Where(statement => statement.Accepted).Select(statement => statement.Sql).ToArray();

    /// <summary>5 MB as pg_dump --schema-only writes them: settings, tables, sequences, functions, constraints, indexes, comments, grants.</summary>
    public static string Dump()
    {
        var text = new StringBuilder(DumpLength + 8192);
        text.Append("""
            --
            -- PostgreSQL database dump
            --

            SET statement_timeout = 0;
            SET lock_timeout = 0;
            SET client_encoding = 'UTF8';
            SET standard_conforming_strings = on;
            SELECT pg_catalog.set_config('search_path', '', false);
            SET check_function_bodies = false;
            SET xmloption = content;
            SET client_min_messages = warning;
            SET row_security = off;

            CREATE SCHEMA shop;

            ALTER SCHEMA shop OWNER TO shop_owner;

            CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;

            COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';

            CREATE TYPE shop.order_status AS ENUM (
                'draft',
                'placed',
                'paid',
                'shipped'
            );


            """.ReplaceLineEndings("\n"));
        for (var i = 0; text.Length < DumpLength; i++)
            AppendTable(text, i);
        return text.ToString();
    }

    private static void AppendTable(StringBuilder text, int number)
    {
        var name = $"table_{number:D5}";
        text.Append($$"""
            --
            -- Name: {{name}}; Type: TABLE; Schema: shop; Owner: shop_owner
            --

            CREATE TABLE shop.{{name}} (
                id uuid DEFAULT gen_random_uuid() NOT NULL,
                customer_id uuid NOT NULL,
                number integer NOT NULL,
                title text NOT NULL,
                status shop.order_status DEFAULT 'draft'::shop.order_status NOT NULL,
                amount numeric(12,2) DEFAULT 0 NOT NULL,
                tags text[] DEFAULT '{}'::text[] NOT NULL,
                payload jsonb DEFAULT '{}'::jsonb NOT NULL,
                created_at timestamp with time zone DEFAULT now() NOT NULL,
                updated_at timestamp with time zone,
                CONSTRAINT {{name}}_amount_check CHECK ((amount >= (0)::numeric)),
                CONSTRAINT {{name}}_dates_check CHECK (((updated_at IS NULL) OR (updated_at >= created_at)))
            );


            ALTER TABLE shop.{{name}} OWNER TO shop_owner;

            --
            -- Name: TABLE {{name}}; Type: COMMENT; Schema: shop; Owner: shop_owner
            --

            COMMENT ON TABLE shop.{{name}} IS 'What a customer ordered, one row per order';


            --
            -- Name: COLUMN {{name}}.payload; Type: COMMENT; Schema: shop; Owner: shop_owner
            --

            COMMENT ON COLUMN shop.{{name}}.payload IS 'What the shop''s front end sent';


            --
            -- Name: touch_{{name}}(); Type: FUNCTION; Schema: shop; Owner: shop_owner
            --

            CREATE FUNCTION shop.touch_{{name}}() RETURNS trigger
                LANGUAGE plpgsql
                AS $$
            BEGIN
                NEW.updated_at = now();
                RETURN NEW;
            END;
            $$;


            ALTER FUNCTION shop.touch_{{name}}() OWNER TO shop_owner;

            --
            -- Name: {{name}}_number_seq; Type: SEQUENCE; Schema: shop; Owner: shop_owner
            --

            CREATE SEQUENCE shop.{{name}}_number_seq
                AS integer
                START WITH 1
                INCREMENT BY 1
                NO MINVALUE
                NO MAXVALUE
                CACHE 1;


            ALTER SEQUENCE shop.{{name}}_number_seq OWNED BY shop.{{name}}.number;


            --
            -- Name: open_{{name}}; Type: VIEW; Schema: shop; Owner: shop_owner
            --

            CREATE VIEW shop.open_{{name}} AS
             SELECT t.id,
                t.number,
                t.title,
                COALESCE(sum(t.amount), (0)::numeric) AS amount
               FROM (shop.{{name}} t
                 LEFT JOIN shop.table_00000 o ON ((o.id = t.customer_id)))
              WHERE ((t.status <> 'shipped'::shop.order_status) AND (t.created_at > (now() - '30 days'::interval)))
              GROUP BY t.id, t.number, t.title;


            ALTER TABLE ONLY shop.{{name}} ALTER COLUMN number SET DEFAULT nextval('shop.{{name}}_number_seq'::regclass);


            ALTER TABLE ONLY shop.{{name}}
                ADD CONSTRAINT {{name}}_pkey PRIMARY KEY (id);


            CREATE INDEX idx_{{name}}_customer_id ON shop.{{name}} USING btree (customer_id);


            CREATE UNIQUE INDEX idx_{{name}}_number ON shop.{{name}} USING btree (number DESC, lower(title)) WHERE (status <> 'draft'::shop.order_status);


            CREATE TRIGGER touch BEFORE UPDATE ON shop.{{name}} FOR EACH ROW EXECUTE FUNCTION shop.touch_{{name}}();


            ALTER TABLE ONLY shop.{{name}}
                ADD CONSTRAINT {{name}}_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES shop.table_00000(id) ON DELETE CASCADE;


            GRANT SELECT,INSERT,UPDATE ON TABLE shop.{{name}} TO shop_app;


            """.ReplaceLineEndings("\n"));
    }
}
