-- A timer is a row, which is FIRED or RECALLED in the end. Those that are near have a message in the broker as well, and one
-- that is recalled leaves it there until its time.
CREATE TABLE delay_timer (
  id uuid NOT NULL PRIMARY KEY,
  kind varchar(7) NOT NULL CHECK (kind IN ('MESSAGE', 'ORDER')),
  text varchar(4096),
  due_at timestamp with time zone NOT NULL,
  set_at timestamp with time zone NOT NULL,
  near boolean NOT NULL,
  state varchar(8) NOT NULL CHECK (state IN ('PENDING', 'FIRED', 'RECALLED')),
  done_at timestamp with time zone
);

-- For the hand-over, which takes those of all kinds that are due first and counts those that are near.
CREATE INDEX delay_timer_due ON delay_timer (state, near, due_at);

-- For the pages of pending messages.
CREATE INDEX delay_timer_kind ON delay_timer (kind, state, due_at, id);

CREATE TABLE delay_order (
  id uuid NOT NULL PRIMARY KEY,
  amount numeric(12, 2) NOT NULL,
  status varchar(9) NOT NULL CHECK (status IN ('UNPAID', 'PAID', 'CANCELLED')),
  placed_at timestamp with time zone NOT NULL,
  pay_by timestamp with time zone NOT NULL,
  done_at timestamp with time zone
);

-- The money and the stock of an order, in tables of their own: that they agree with it is what is to be shown.
CREATE TABLE delay_payment (
  order_id uuid NOT NULL PRIMARY KEY,
  amount numeric(12, 2) NOT NULL,
  at timestamp with time zone NOT NULL
);

CREATE TABLE delay_reservation (
  order_id uuid NOT NULL PRIMARY KEY,
  state varchar(8) NOT NULL CHECK (state IN ('HELD', 'SOLD', 'RELEASED'))
);
