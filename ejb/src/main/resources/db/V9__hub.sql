-- What was collected, in the order in which it was kept; a sink can be given it again.
CREATE TABLE hub_chunk (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  chunk uuid NOT NULL UNIQUE,
  at timestamp with time zone NOT NULL,
  events int NOT NULL,
  body bytea NOT NULL
);
CREATE INDEX hub_chunk_at ON hub_chunk (at);

-- What has become of a sink's events, on all nodes together; those that were sent to it until skipped_at it is not
-- given any more.
CREATE TABLE hub_sink (
  name varchar(32) NOT NULL PRIMARY KEY,
  delivered bigint NOT NULL,
  refused bigint NOT NULL,
  error varchar(1000),
  error_at timestamp with time zone,
  skipped_at timestamp with time zone
);

-- A sink is being given again what was collected: from the first chunk of these to the last, and how far it has come.
CREATE TABLE hub_replay (
  sink varchar(32) NOT NULL PRIMARY KEY,
  since timestamp with time zone NOT NULL,
  first_chunk bigint NOT NULL,
  next_chunk bigint NOT NULL,
  last_chunk bigint NOT NULL
);

-- Which file of a sink a chunk is in: decided before the file is written, so that it is written again as it was.
CREATE TABLE hub_file (
  sink varchar(32) NOT NULL,
  chunk uuid NOT NULL,
  file varchar(64) NOT NULL,
  PRIMARY KEY (sink, chunk)
);
CREATE INDEX hub_file_file ON hub_file (sink, file);
