-- Names and texts are counted in characters, as PostgreSQL does. H2 counts one beyond the basic plane, such as an emoji, as two:
-- so there is room for twice as many, in whatever database.
ALTER TABLE registration ALTER COLUMN username SET DATA TYPE varchar(128);

ALTER TABLE smoothing_item ALTER COLUMN name SET DATA TYPE varchar(128);
ALTER TABLE smoothing_order ALTER COLUMN item SET DATA TYPE varchar(128);
ALTER TABLE smoothing_order ALTER COLUMN buyer SET DATA TYPE varchar(128);

ALTER TABLE bus_game ALTER COLUMN name SET DATA TYPE varchar(128);
ALTER TABLE bus_order ALTER COLUMN game SET DATA TYPE varchar(128);

ALTER TABLE broadcast_dispatch ALTER COLUMN pickup SET DATA TYPE varchar(510);
ALTER TABLE broadcast_dispatch ALTER COLUMN dropoff SET DATA TYPE varchar(510);
ALTER TABLE broadcast_dispatch ALTER COLUMN driver SET DATA TYPE varchar(128);
ALTER TABLE broadcast_driver ALTER COLUMN id SET DATA TYPE varchar(128);
ALTER TABLE broadcast_entry ALTER COLUMN name SET DATA TYPE varchar(128);
ALTER TABLE broadcast_entry ALTER COLUMN text SET DATA TYPE varchar(8192);

ALTER TABLE transaction_order ALTER COLUMN customer SET DATA TYPE varchar(128);
ALTER TABLE transaction_order_line ALTER COLUMN item SET DATA TYPE varchar(128);
ALTER TABLE transaction_item ALTER COLUMN name SET DATA TYPE varchar(128);
ALTER TABLE transaction_points ALTER COLUMN customer SET DATA TYPE varchar(128);
ALTER TABLE transaction_cart ALTER COLUMN customer SET DATA TYPE varchar(128);
ALTER TABLE transaction_cart ALTER COLUMN item SET DATA TYPE varchar(128);
ALTER TABLE transaction_effect ALTER COLUMN customer SET DATA TYPE varchar(128);
ALTER TABLE transaction_outbox ALTER COLUMN customer SET DATA TYPE varchar(128);

ALTER TABLE delay_timer ALTER COLUMN text SET DATA TYPE varchar(8192);

ALTER TABLE audit ALTER COLUMN reason SET DATA TYPE varchar(510);
