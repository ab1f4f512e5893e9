-- A line that says more than it should ends in the rules that have to say so.
SET lock_timeout = '5s';
CREATE INDEX idx_parcels_customer_id ON parcels (customer_id);  -- expect: LDB8001
CREATE INDEX CONCURRENTLY idx_parcels_sent_at ON parcels (sent_at);
CREATE INDEX idx_countries_name ON countries (name);
DROP INDEX idx_parcels_state;  -- expect: LDB8015
CREATE TABLE notes (id bigint PRIMARY KEY, parcel_id bigint REFERENCES parcels (id));
CREATE INDEX idx_notes_parcel_id ON notes (parcel_id);
