-- A parcel office whose schema breaks the architect's checklist on purpose. It loads on PostgreSQL 15 and newer.
-- A line with a flaw ends in the id of the rule that has to say so; what looks like a flaw and is none has no such end.
--   psql -v ON_ERROR_STOP=1 -f flawed.sql

CREATE TYPE parcel_size AS ENUM ('small', 'medium', 'large');
CREATE TYPE parcel_state AS ENUM ('announced', 'received', 'sorted', 'loaded', 'delivered', 'returned', 'lost');
CREATE DOMAIN required_text AS text NOT NULL;
CREATE DOMAIN parcel_number AS bigint CHECK (VALUE > 0);

-- ------------------------------------------------------------------------------------------------------------ keys
-- Right: a lookup table with a natural key, and one of codes that the world gives.
CREATE TABLE countries (
  code text PRIMARY KEY CHECK (char_length(code) = 2),
  name text NOT NULL
);
CREATE TABLE postal_zones (
  zone smallint PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE customers (
  id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  name       text,                                               -- expect: LDB4004
  email      text UNIQUE,                                        -- expect: LDB4004
  phone      text,
  country    text NOT NULL REFERENCES countries (code),          -- expect: LDB4002 LDB5001
  created_at timestamptz,                                        -- expect: LDB4004 LDB4005
  is_blocked boolean     NOT NULL,                               -- expect: LDB4005
  settings   jsonb       NOT NULL,                               -- expect: LDB4005
  raw_order  jsonb       NOT NULL
);

-- Right: NULL is meant here, and the schema says so.
CREATE TABLE contacts (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  name        required_text,
  email       text,
  phone       text,
  newsletter  boolean,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_contacts_reachable CHECK (email IS NOT NULL OR phone IS NOT NULL)
);
CREATE INDEX idx_contacts_customer_id ON contacts (customer_id);

CREATE TABLE couriers (
  id     serial PRIMARY KEY,                                     -- expect: LDB2010 LDB2012
  name   text NOT NULL
);
CREATE TABLE depots (
  id     integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,       -- expect: LDB2011 LDB2012
  name   text NOT NULL
);
-- Right: few rows that people enter, with a key of their own.
CREATE TABLE services (
  id     uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  code   text NOT NULL UNIQUE,
  name   text NOT NULL
);
CREATE TABLE ramps (
  id     smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,      -- expect: LDB2011 LDB2012
  label  text NOT NULL
);
-- lifeops:rows 40
CREATE TABLE shelves (
  id     integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,       -- expect: LDB2011
  label  text NOT NULL
);

-- ------------------------------------------------------------------------------------------------- types and amounts
CREATE TABLE invoices (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id  uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT,
  number       varchar(20) NOT NULL,                             -- expect: LDB2020
  currency     char(3) NOT NULL,                                 -- expect: LDB2021
  net_price    double precision NOT NULL,                        -- expect: LDB2023
  shipping_fee real NOT NULL DEFAULT 0,                          -- expect: LDB2023
  total        money NOT NULL,                                   -- expect: LDB2023
  weight_kg    double precision NOT NULL,
  issued_at    timestamp NOT NULL,                               -- expect: LDB2001
  due_time     time with time zone,                              -- expect: LDB2024
  lines        json NOT NULL                                     -- expect: LDB2022
);
CREATE INDEX idx_invoices_customer_id ON invoices (customer_id);

-- Right: measurements may be double precision, exact amounts are numeric.
CREATE TABLE weighings (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  weight       double precision NOT NULL,
  volume       real NOT NULL,
  price_index  double precision NOT NULL,
  cost         numeric(12,2) NOT NULL,
  opened_at    time NOT NULL
);

-- ------------------------------------------------------------------------------------------------------- structure
CREATE TABLE scan_notes (                                        -- expect: LDB4001
  note text NOT NULL
);
CREATE UNLOGGED TABLE imported_rows (
  line text NOT NULL
);
CREATE TABLE parcel_codes (                                      -- expect: LDB4001
  parcel_code text NOT NULL UNIQUE
);

CREATE TABLE parcels (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number       parcel_number NOT NULL UNIQUE,
  sender_id    uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT,  -- expect: LDB5001
  receiver_id  uuid REFERENCES customers (id) ON DELETE CASCADE,            -- expect: LDB4004 LDB5001
  depot_id     bigint REFERENCES depots (id) ON DELETE SET NULL,            -- expect: LDB4003
  status       parcel_state,                                     -- expect: LDB4004
  size         parcel_size NOT NULL,
  is_fragile   boolean NOT NULL DEFAULT false,
  received_at  timestamptz,
  CONSTRAINT fk_parcels_owner FOREIGN KEY (sender_id) REFERENCES customers (id) ON DELETE RESTRICT  -- expect: LDB4007
);
CREATE INDEX idx_parcels_depot_id ON parcels (depot_id) WHERE depot_id IS NOT NULL;
CREATE INDEX idx_parcels_sender_open ON parcels (sender_id) WHERE received_at IS NULL;

CREATE TABLE parcel_events (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  parcel_id   uuid REFERENCES parcels (id) ON DELETE CASCADE,    -- expect: LDB4004
  created_at  timestamptz NOT NULL                               -- expect: LDB4005
);
CREATE INDEX idx_parcel_events_parcel ON parcel_events (parcel_id, created_at);

-- Right: a row belongs to one of two owners.
CREATE TABLE attachments (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  parcel_id   uuid REFERENCES parcels (id) ON DELETE CASCADE,
  invoice_id  uuid REFERENCES invoices (id) ON DELETE CASCADE,
  CONSTRAINT ck_attachments_owner CHECK (num_nonnulls(parcel_id, invoice_id) = 1)
);
CREATE INDEX idx_attachments_parcel_id ON attachments (parcel_id);
CREATE INDEX idx_attachments_invoice_id ON attachments (invoice_id);

-- Junction tables: the first two let the same pair stand there twice.
CREATE TABLE parcel_services (                                   -- expect: LDB4006
  parcel_id   uuid NOT NULL REFERENCES parcels (id) ON DELETE CASCADE,
  service_id  uuid NOT NULL REFERENCES services (id) ON DELETE CASCADE
);
CREATE INDEX idx_parcel_services_parcel_id ON parcel_services (parcel_id);
CREATE INDEX idx_parcel_services_service_id ON parcel_services (service_id);
CREATE TABLE customer_services (                                 -- expect: LDB4006
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  service_id  uuid NOT NULL REFERENCES services (id) ON DELETE CASCADE,
  created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_customer_services_customer_id ON customer_services (customer_id);
CREATE INDEX idx_customer_services_service_id ON customer_services (service_id);
-- Right: a composite key; a surrogate beside a unique pair; an entity of its own that may repeat the pair.
CREATE TABLE depot_services (
  service_id  uuid    NOT NULL REFERENCES services (id) ON DELETE CASCADE,
  depot_id    integer NOT NULL REFERENCES depots (id) ON DELETE CASCADE,
  PRIMARY KEY (service_id, depot_id)
);
CREATE INDEX idx_depot_services_depot_id ON depot_services (depot_id);
CREATE TABLE country_services (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  country     text NOT NULL REFERENCES countries (code) ON DELETE CASCADE,
  service_id  uuid NOT NULL REFERENCES services (id) ON DELETE CASCADE,
  UNIQUE (country, service_id)
);
CREATE INDEX idx_country_services_service_id ON country_services (service_id);
CREATE TABLE service_orders (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  parcel_id   uuid NOT NULL REFERENCES parcels (id) ON DELETE CASCADE,
  service_id  uuid NOT NULL REFERENCES services (id) ON DELETE RESTRICT,
  quantity    integer NOT NULL DEFAULT 1
);
CREATE INDEX idx_service_orders_parcel_id ON service_orders (parcel_id);
CREATE INDEX idx_service_orders_service_id ON service_orders (service_id);

CREATE TABLE tours (
  courier_id integer NOT NULL,
  tour_date  date    NOT NULL,
  depot_id   integer,
  PRIMARY KEY (courier_id, tour_date),
  CONSTRAINT fk_tours_courier FOREIGN KEY (courier_id) REFERENCES couriers (id) ON DELETE CASCADE,
  CONSTRAINT fk_tours_depot FOREIGN KEY (depot_id) REFERENCES depots (id)  -- expect: LDB4002 LDB5001
);
CREATE TABLE stops (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  courier_id integer NOT NULL,
  tour_date  date NOT NULL,
  address    jsonb NOT NULL,                                     -- expect: LDB4008
  CONSTRAINT fk_stops_tour FOREIGN KEY (courier_id, tour_date) REFERENCES tours (courier_id, tour_date) ON DELETE CASCADE,
  CONSTRAINT fk_stops_courier FOREIGN KEY (courier_id) REFERENCES couriers (id) ON DELETE CASCADE
);
CREATE INDEX idx_stops_tour ON stops (tour_date, courier_id);
CREATE INDEX idx_stops_courier_id ON stops (courier_id);
CREATE INDEX idx_stops_city ON stops ((address ->> 'city'));

CREATE TABLE tour_stops (
  stop_id    uuid PRIMARY KEY REFERENCES stops (id) ON DELETE CASCADE,
  courier_id integer NOT NULL,
  tour_date  date NOT NULL,
  FOREIGN KEY (courier_id, tour_date) REFERENCES tours (courier_id, tour_date) ON DELETE CASCADE,
  FOREIGN KEY (tour_date, courier_id) REFERENCES tours (tour_date, courier_id) ON DELETE CASCADE  -- expect: LDB4007
);
CREATE INDEX idx_tour_stops_tour ON tour_stops (courier_id, tour_date);

-- --------------------------------------------------------------------------------------------------------- indexes
CREATE TABLE claims (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  parcel_id   uuid NOT NULL REFERENCES parcels (id) ON DELETE CASCADE,
  reference   text NOT NULL,
  severity    text NOT NULL DEFAULT 'low' CHECK (severity IN ('low', 'high')),
  size        parcel_size NOT NULL,
  state       parcel_state NOT NULL DEFAULT 'announced',
  is_settled  boolean NOT NULL DEFAULT false,
  filed_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_claims_parcel_id ON claims (parcel_id);                       -- expect: LDB5003
CREATE INDEX idx_claims_parcel_filed ON claims (parcel_id, filed_at);
CREATE INDEX idx_claims_reference ON claims (reference);
CREATE INDEX idx_claims_reference_again ON claims (reference DESC);            -- expect: LDB5002
CREATE UNIQUE INDEX idx_claims_id ON claims (id);                              -- expect: LDB5002
CREATE INDEX idx_claims_is_settled ON claims (is_settled);                     -- expect: LDB5005
CREATE INDEX idx_claims_severity ON claims (severity);                         -- expect: LDB5005
CREATE INDEX idx_claims_size ON claims (size);                                 -- expect: LDB5005
CREATE INDEX claims_by_time ON claims (filed_at);                              -- expect: LDB6003
-- Right: another order of NULLs, another predicate, another operator class, another method.
CREATE INDEX idx_claims_open ON claims (filed_at) WHERE NOT is_settled;
CREATE INDEX idx_claims_state_filed ON claims (state, filed_at);
CREATE INDEX idx_claims_reference_like ON claims (reference text_pattern_ops);
CREATE INDEX idx_claims_reference_hash ON claims USING hash (reference);
CREATE INDEX idx_claims_unsettled ON claims (is_settled) WHERE NOT is_settled;
CREATE INDEX idx_claims_parcel_size ON claims (parcel_id, size DESC, filed_at);

-- lifeops:rows 25
CREATE TABLE counters (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  depot_id  integer NOT NULL REFERENCES depots (id) ON DELETE CASCADE   -- expect: LDB5001
);

-- ---------------------------------------------------------------------------------------------------------- naming
CREATE TABLE "DamageReports" (                                   -- expect: LDB6001 LDB6004
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "reportText" text NOT NULL,                                    -- expect: LDB6001 LDB6004
  damageKind   text NOT NULL,                                    -- expect: LDB6001
  "group"      text NOT NULL,                                    -- expect: LDB6004
  "position"   integer NOT NULL,
  CONSTRAINT "CK_text" CHECK ("reportText" <> '')                -- expect: LDB6001
);
CREATE TABLE vehicle (                                           -- expect: LDB6002
  id     uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  col    text,                                                   -- expect: LDB6006
  value1 text,                                                   -- expect: LDB6006
  data   text,                                                   -- expect: LDB6006
  line1  text,
  value  text
);
CREATE TABLE driver_licence (                                    -- expect: LDB6002
  id     uuid PRIMARY KEY DEFAULT gen_random_uuid()
);
CREATE TABLE vehicle_status (                                    -- expect: LDB6002
  id     uuid PRIMARY KEY DEFAULT gen_random_uuid()
);
CREATE TABLE tmp (                                               -- expect: LDB6006
  id     uuid PRIMARY KEY DEFAULT gen_random_uuid()
);
CREATE TABLE "user" (                                            -- expect: LDB6002 LDB6004
  id     uuid PRIMARY KEY DEFAULT gen_random_uuid()
);
CREATE TABLE a_table_with_a_name_that_is_so_long_that_the_server_cuts_it_at_its_end (  -- expect: LDB6005
  id     uuid PRIMARY KEY DEFAULT gen_random_uuid()
);
CREATE INDEX "idx_Vehicle_line" ON vehicle (line1);              -- expect: LDB6001
CREATE INDEX ix_vehicle_value ON vehicle (value);                -- expect: LDB6003
CREATE INDEX ON vehicle (data);                                  -- expect: LDB6003
-- Right: collective nouns, irregular plurals, words of the world.
CREATE TABLE delivery_history (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
CREATE TABLE address_data (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
CREATE TABLE office_settings (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
CREATE TABLE people (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
CREATE TABLE loading_criteria (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
CREATE TABLE sorting_equipment (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
CREATE TABLE "__EFMigrationsHistory" (
  "MigrationId"    varchar(150) NOT NULL,
  "ProductVersion" varchar(32) NOT NULL,
  CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

-- ------------------------------------------------------------------------------------------- partitions and views
CREATE TABLE tracking_points (
  parcel_id  uuid NOT NULL REFERENCES parcels (id) ON DELETE CASCADE,
  seen_at    timestamptz NOT NULL,
  depot_id   integer REFERENCES depots (id),                     -- expect: LDB4002 LDB5001
  PRIMARY KEY (parcel_id, seen_at)
) PARTITION BY RANGE (seen_at);
CREATE TABLE tracking_point_2026 PARTITION OF tracking_points FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE tracking_point_rest PARTITION OF tracking_points DEFAULT;
CREATE VIEW "open claims" AS  -- expect: LDB6004
SELECT id, parcel_id FROM claims WHERE NOT is_settled;
CREATE MATERIALIZED VIEW claim_counts AS SELECT parcel_id, count(*) AS claim_count FROM claims GROUP BY parcel_id;
CREATE UNIQUE INDEX idx_claim_counts_parcel_id ON claim_counts (parcel_id);
CREATE INDEX idx_claim_counts_parcel_again ON claim_counts (parcel_id);  -- expect: LDB5002

-- ----------------------------------------------------------------------------------------------------- suppression
-- lifeops:ignore LDB4001 written once by the scanner and never read by key
CREATE TABLE scanner_dumps (
  line text NOT NULL
);
-- lifeops:ignore LDB4001 has a key by now  -- expect: LDB0006
CREATE TABLE scanner_models (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid()
);
-- lifeops:ignore LDB9999 no such rule  -- expect: LDB0006
CREATE TABLE scanner_parts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid()
);
