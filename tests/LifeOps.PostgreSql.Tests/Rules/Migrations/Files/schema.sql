-- What the ten migrations run against.
CREATE TYPE parcel_state AS ENUM ('announced', 'delivered');
CREATE TABLE customers (
  id         bigint PRIMARY KEY,
  name       varchar(40),
  email      text,
  nickname   text,
  CONSTRAINT ck_customers_name CHECK (name IS NOT NULL)
);
CREATE TABLE parcels (
  id          bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  state       parcel_state NOT NULL,
  weight      integer,
  number      numeric(10,2),
  sent_at     timestamp
);
CREATE INDEX idx_parcels_state ON parcels (state);
-- lifeops:rows 25
CREATE TABLE countries (code text PRIMARY KEY, name text);
