-- What is on sale. Sold never exceeds stock, whatever else fails.

CREATE TABLE smoothing_item (
  name varchar(64) NOT NULL PRIMARY KEY,
  stock integer NOT NULL CHECK (stock >= 0),
  sold integer NOT NULL CHECK (sold >= 0 AND sold <= stock)
);

-- Orders that were worked off: one that is only accepted is a message and no row, or the database would take the peak.
CREATE TABLE smoothing_order (
  id uuid NOT NULL PRIMARY KEY,
  item varchar(64) NOT NULL,
  quantity integer NOT NULL,
  buyer varchar(64) NOT NULL,
  state varchar(9) NOT NULL CHECK (state IN ('CONFIRMED', 'SOLD_OUT')),
  accepted_at timestamp with time zone NOT NULL,
  done_at timestamp with time zone NOT NULL
);

-- One row: what operators have set, null where they have not, and the secret by which an order's id is known again.
CREATE TABLE smoothing_setting (
  one boolean NOT NULL PRIMARY KEY CHECK (one),
  secret varchar(64) NOT NULL,
  concurrency integer,
  max_backlog integer,
  rate integer
);
