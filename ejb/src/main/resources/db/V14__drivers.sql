-- By what a driver's app is known: the SHA-256 of its token, in hex. The token itself is nowhere.
CREATE TABLE broadcast_driver_token (
  driver varchar(128) NOT NULL PRIMARY KEY,
  hash varchar(64) NOT NULL,
  issued_at timestamp with time zone NOT NULL
);
