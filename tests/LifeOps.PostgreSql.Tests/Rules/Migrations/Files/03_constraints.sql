SET lock_timeout = '5s';
ALTER TABLE parcels ADD CONSTRAINT fk_parcels_customer FOREIGN KEY (customer_id) REFERENCES customers (id);  -- expect: LDB8003
ALTER TABLE parcels ADD CONSTRAINT ck_parcels_weight CHECK (weight > 0) NOT VALID;
ALTER TABLE parcels VALIDATE CONSTRAINT ck_parcels_weight;
ALTER TABLE customers ADD CONSTRAINT uq_customers_email UNIQUE (email);  -- expect: LDB8011
BEGIN;
ALTER TABLE parcels ADD CONSTRAINT ck_parcels_number CHECK (number > 0) NOT VALID;
ALTER TABLE parcels VALIDATE CONSTRAINT ck_parcels_number;  -- expect: LDB8003
COMMIT;
ALTER TABLE parcels ADD COLUMN sender_id bigint REFERENCES customers (id);
