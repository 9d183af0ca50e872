CREATE TABLE registration (
  id uuid NOT NULL PRIMARY KEY,
  username varchar(64) NOT NULL UNIQUE,
  phone varchar(16) NOT NULL,
  registered_at timestamp with time zone NOT NULL,
  sms varchar(8) NOT NULL CHECK (sms IN ('PENDING', 'SENT', 'FAILED')),
  attempts integer NOT NULL,
  last_error varchar(1000),
  sms_message_id varchar(65),
  sms_sent_at timestamp with time zone
);

-- A receipt can overtake the commit that records its message id, so it stands in a table of its own.
CREATE TABLE sms_receipt (
  sms_message_id varchar(65) NOT NULL PRIMARY KEY,
  state varchar(16) NOT NULL,
  at timestamp with time zone NOT NULL
);
