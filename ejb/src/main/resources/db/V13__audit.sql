-- Two names are a subject: room for them on H2 as well, which counts an emoji as two characters.
ALTER TABLE audit ALTER COLUMN subject SET DATA TYPE varchar(510);
ALTER TABLE audit ALTER COLUMN outcome SET DATA TYPE varchar(510);

-- What is too old is deleted.
CREATE INDEX audit_at ON audit (at);

-- Who wants a comparison to end: it may run on another node than the one that is asked.
ALTER TABLE transaction_comparison ADD COLUMN cancelled_by varchar(64);
