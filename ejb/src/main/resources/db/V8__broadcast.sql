-- The number of the newest dispatch. Whoever takes the next one holds the row until the commit: so numbers have no gaps, and
-- who has seen one has missed none before it.
CREATE TABLE broadcast_last_dispatch (
  one boolean NOT NULL PRIMARY KEY CHECK (one),
  id bigint NOT NULL
);

INSERT INTO broadcast_last_dispatch (one, id) VALUES (TRUE, 0);

CREATE TABLE broadcast_dispatch (
  id bigint NOT NULL PRIMARY KEY,
  pickup varchar(255) NOT NULL,
  dropoff varchar(255) NOT NULL,
  fare numeric(12, 2) NOT NULL,
  at timestamp with time zone NOT NULL,
  driver varchar(64),
  accepted_at timestamp with time zone
);

-- For forgetting old ones.
CREATE INDEX broadcast_dispatch_at ON broadcast_dispatch (at);

-- Up to where a driver's app has acknowledged; for one that comes back and does not say itself.
CREATE TABLE broadcast_driver (
  id varchar(64) NOT NULL PRIMARY KEY,
  acknowledged bigint NOT NULL
);

CREATE TABLE broadcast_entry (
  name varchar(64) NOT NULL PRIMARY KEY,
  text varchar(4096) NOT NULL,
  version bigint NOT NULL,
  changed_at timestamp with time zone NOT NULL
);
