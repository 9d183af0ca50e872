-- By what receipts know the parts of an SMS. Until now there was a receipt for the last part only.
CREATE TABLE sms_part (
  registration uuid NOT NULL REFERENCES registration (id),
  part integer NOT NULL,
  receipt_id varchar(80) NOT NULL,
  PRIMARY KEY (registration, part)
);

INSERT INTO sms_part (registration, part, receipt_id)
  SELECT id, 1, sms_message_id FROM registration WHERE sms_message_id <> '';

-- An id may be stored as its decimal number, which is longer than its hex digits.
ALTER TABLE sms_receipt ALTER COLUMN sms_message_id SET DATA TYPE varchar(80);

-- Of a topic's message each consumer may fail, so there is a row for each; and whoever asks what has become of that which the
-- message is about finds its failures. A new table, because the two databases have no common name for the old primary key.
CREATE TABLE consumer_failure_new (
  message varchar(255) NOT NULL,
  consumer varchar(64) NOT NULL,
  about uuid,
  cause varchar(1000) NOT NULL,
  attempts integer NOT NULL,
  at timestamp with time zone NOT NULL,
  given_up boolean NOT NULL DEFAULT FALSE,
  sent_back_at timestamp with time zone,
  CONSTRAINT consumer_failure_key PRIMARY KEY (message, consumer)
);

INSERT INTO consumer_failure_new (message, consumer, cause, attempts, at)
  SELECT message, consumer, cause, attempts, at FROM consumer_failure;

DROP TABLE consumer_failure;

ALTER TABLE consumer_failure_new RENAME TO consumer_failure;

CREATE INDEX consumer_failure_at ON consumer_failure (at);

CREATE INDEX consumer_failure_about ON consumer_failure (about);

-- What a message of the outbox is about.
ALTER TABLE transaction_outbox ADD COLUMN about uuid;
