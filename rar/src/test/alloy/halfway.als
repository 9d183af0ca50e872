/*
 * The protocol of half messages (rar/docs/protocol.md), for a few transactions, messages and nodes.
 * ProtocolModelTest runs the commands at the end of this file.
 *
 * In the real system                              here
 *
 * The application's database transaction          Open, CommitSent, Committed
 * Its marker row; the fence                       Locked, then Committed; Fenced
 * beforeCompletion, prepare, commit               insertsMarker, sendsHalf, sendsCommit
 * Half queue, waiting queue                       Half, Waiting
 * One round of a relay                            receives, reads, then fences or asks where it
 *   (Relay, BatchCheck, DecisionTable)              must, then forwards, discards or setsAside
 * A broker session that is lost                   Stale
 * BatchCheck.sightings, Policy.immunity           sighted, immunityOver
 * A TransactionChecker                            asks
 *
 * What is simpler here, and why:
 *
 * - One thing happens at a time. What database and broker do in one transaction is one step.
 * - A relay takes one message at a time. A batch is settled whole or not at all, so it is no more
 *   than its messages.
 * - Any node may take any message at any time. In the real system another node does so only when
 *   the first one seems gone. So more can happen here.
 * - A relay does not know which transactions its own process has open. The real one leaves those
 *   alone. So more can happen here.
 * - A fence that waits for a lock is a fence that comes when the wait has ended.
 * - A commit of a relay at the broker whose answer is lost has happened or not. Either way the
 *   relay forgets what it held. So the answer is not a step of its own.
 * - Of time there is one fact: that the immunity time of a message is over, by one relay's clock.
 *
 * What is not here: parking, operators, expiry and delay, destinations that take nothing, order,
 * tables of markers that are dropped, cloned or restored stores, and whether SQL and Jakarta
 * Messaging do what this file says of database and broker.
 */
module halfway

-- The rules ----------------------------------------------------------------------------------

/** What the protocol must keep to. A command can remove one rule to see what it is good for. */
enum Rule {
  /** The marker decides, and not what the application was told. */
  MarkerDecides,
  /** No row does not mean rollback: only the fence does. */
  FenceFirst,
  /** A fence that meets a lock, or whose answer is lost, decides nothing. */
  DoubtDecidesNothing,
  /** The marker is inserted before the half message is sent. */
  MarkerBeforeHalf,
  /** The database commits only when the broker has said that it has the half message. */
  HalfBeforeCommit,
  /** To forward a message and to acknowledge it is one transaction of the broker. */
  ForwardAndAcknowledgeTogether,
  /** The immunity time counts from the relay's own first sight, by its own clock. */
  OwnClock,
  /** A relay remembers its first sight when another relay has had the message meanwhile. */
  SightingsAreKept,
  /** A transaction that a checker settles is shorter than the immunity time. Nobody enforces it. */
  ShortTransactions
}

one sig Removed {
  rule: lone Rule
}

pred kept[r: Rule] {
  r not in Removed.rule
}

-- What there is ------------------------------------------------------------------------------

sig Transaction {
  home: one Node
}

/** Transactions that the application's TransactionChecker settles. The others have a marker. */
sig Checked in Transaction {}

sig Message {
  of: one Transaction,
  /** The relay whose sighting the message carries. Used only where OwnClock is removed. */
  var sightedBy: lone Node
}

sig Node {
  /** Nodes whose clocks show less. Used only where OwnClock is removed. */
  aheadOf: set Node,
  /** The message that this node's relay has received and not settled yet. */
  var holds: lone Message,
  /** What the relay knows about the outcome of that message's transaction. */
  var knows: lone Answer,
  /** Messages that the relay remembers as undecided. Lost when the node dies. */
  var sighted: set Message,
  /** Those of them whose immunity time is over by the relay's own clock. */
  var immunityOver: set Message
}

fact clocksDiffer {
  all disj a, b: Node | a in b.aheadOf iff b not in a.aheadOf
  no iden & aheadOf
  aheadOf.aheadOf in aheadOf
}

enum Answer { SaysCommitted, SaysRolledBack, SaysNothing, InDoubt, Forwarded }

-- The database. A row is there when its transaction is in Committed or in Fenced.
var sig Open, Locked, Committed, Fenced, CommitSent in Transaction {}

-- The application. Over: it does nothing more for this transaction, or is dead.
var sig Asked, Prepared, Over in Transaction {}

-- The broker. HalfSent: its commit of the half messages is on the way.
var sig HalfSent in Transaction {}
var sig Half, Waiting, Delivered, DeliveredTwice, Discarded in Message {}

-- The relays. Stale: the broker has given back what this relay holds, which it does not know.
var sig Up, Stale in Node {}

fun queued: set Message { Half + Waiting }

fun heldAtBroker: set Message { (Node - Stale).holds }

-- Every transaction is open in the beginning, and nothing else has happened.
pred init {
  Open = Transaction
  no Locked + Committed + Fenced + CommitSent
  no Asked + Prepared + Over + HalfSent
  no Half + Waiting + Delivered + DeliveredTwice + Discarded
  no holds and no knows and no sighted and no immunityOver and no sightedBy
  Up = Node and no Stale
}

-- What does not change -----------------------------------------------------------------------

pred databaseStays {
  Open' = Open
  Locked' = Locked
  Committed' = Committed
  Fenced' = Fenced
  CommitSent' = CommitSent
}

pred applicationsStay {
  Asked' = Asked
  Prepared' = Prepared
  Over' = Over
}

pred sendingStays {
  HalfSent' = HalfSent
}

pred queuesStay {
  Half' = Half
  Waiting' = Waiting
  Delivered' = Delivered
  DeliveredTwice' = DeliveredTwice
  Discarded' = Discarded
  sightedBy' = sightedBy
}

pred onlyRelaysMove {
  databaseStays and applicationsStay and sendingStays and queuesStay
}

pred relaysStay {
  Up' = Up
  Stale' = Stale
  holds' = holds
  knows' = knows
  sighted' = sighted
  immunityOver' = immunityOver
}

pred nodesStay {
  Up' = Up
  sighted' = sighted
  immunityOver' = immunityOver
}

/** The relay has settled its message or given it back, and knows nothing more of it. */
pred letsGo[n: Node] {
  holds' = holds - n->Message
  knows' = knows - n->Answer
  Stale' = Stale - n
}

pred learns[n: Node, a: Answer] {
  knows' = knows ++ n->a
  holds' = holds
  Stale' = Stale
  nodesStay
}

-- The application ----------------------------------------------------------------------------

pred insertsMarker[t: Transaction] {
  t in Open - Checked - Locked - Fenced - Over
  Locked' = Locked + t
  Open' = Open and Committed' = Committed and Fenced' = Fenced and CommitSent' = CommitSent
  applicationsStay and sendingStays and queuesStay and relaysStay
}

/** The key is taken. The transaction can only be rolled back. */
pred markerMeetsFence[t: Transaction] {
  t in (Open & Fenced) - Checked - Locked - Over
  Over' = Over + t
  Asked' = Asked and Prepared' = Prepared
  databaseStays and sendingStays and queuesStay and relaysStay
}

pred sendsHalf[t: Transaction] {
  t not in Asked + Over
  kept[MarkerBeforeHalf] implies t in Locked + Checked
  Asked' = Asked + t
  HalfSent' = HalfSent + t
  Prepared' = Prepared and Over' = Over
  databaseStays and queuesStay and relaysStay
}

pred sendsCommit[t: Transaction] {
  t in Asked - Over
  t in Locked + (Checked & Open)
  kept[HalfBeforeCommit] implies t in Prepared
  CommitSent' = CommitSent + t
  Over' = Over + t
  Open' = Open and Locked' = Locked and Committed' = Committed and Fenced' = Fenced
  Asked' = Asked and Prepared' = Prepared
  sendingStays and queuesStay and relaysStay
}

/** It wants to, must, or had no answer in time. */
pred givesUp[t: Transaction] {
  t not in Over
  Over' = Over + t
  Asked' = Asked and Prepared' = Prepared
  databaseStays and sendingStays and queuesStay and relaysStay
}

-- The database -------------------------------------------------------------------------------

pred commits[t: Transaction] {
  t in CommitSent & Open
  Committed' = Committed + t
  Open' = Open - t
  Locked' = Locked - t
  CommitSent' = CommitSent - t
  Fenced' = Fenced
  applicationsStay and sendingStays and queuesStay and relaysStay
}

/** The application asked for it, or its session is gone. A COMMIT may never have arrived. */
pred rollsBack[t: Transaction] {
  t in Open & Over
  Open' = Open - t
  Locked' = Locked - t
  CommitSent' = CommitSent - t
  Committed' = Committed and Fenced' = Fenced
  applicationsStay and sendingStays and queuesStay and relaysStay
}

-- The broker ---------------------------------------------------------------------------------

/** All half messages of the transaction are durable, and the application is told. */
pred storesHalf[t: Transaction] {
  t in HalfSent - Over
  stores[t]
  Prepared' = Prepared + t
  Asked' = Asked and Over' = Over
}

/** The same, but the application is not told, or does not listen any more. */
pred storesHalfUnheard[t: Transaction] {
  t in HalfSent
  stores[t]
  applicationsStay
}

pred stores[t: Transaction] {
  HalfSent' = HalfSent - t
  Half' = Half + of.t
  Waiting' = Waiting and Delivered' = Delivered and DeliveredTwice' = DeliveredTwice
  Discarded' = Discarded and sightedBy' = sightedBy
  databaseStays and relaysStay
}

-- A relay ------------------------------------------------------------------------------------

pred canReceive[n: Node, m: Message] {
  n in Up and no n.holds
  m in queued - heldAtBroker
}

pred receives[n: Node, m: Message] {
  canReceive[n, m]
  holds' = holds + n->m
  knows' = knows and Stale' = Stale
  onlyRelaysMove and nodesStay
}

/** Reads the marker. Of a transaction without one, the store knows nothing. */
pred reads[n: Node] {
  some n.holds and no n.knows
  let t = n.holds.of {
    (t in Committed - Checked or toldCommitted[n, t]) implies learns[n, SaysCommitted]
    else t in Fenced implies learns[n, SaysRolledBack]
    else learns[n, SaysNothing]
  }
  onlyRelaysMove
}

/** Without the rule: its own process sent COMMIT, and takes that for committed. */
pred toldCommitted[n: Node, t: Transaction] {
  not kept[MarkerDecides] and t in CommitSent and n in t.home
}

/** The rule is that of this relay's own clock. Without it, the clock of another one counts. */
pred isOver[n: Node, m: Message] {
  (kept[OwnClock] or m.sightedBy in n) implies m in n.immunityOver
  else m.sightedBy in n.aheadOf
}

/** The relay found no marker, and the time has come to do something about it. */
pred mustDecide[n: Node] {
  n.knows = SaysNothing
  n.holds in Waiting
  isOver[n, n.holds]
}

pred mustFence[n: Node] {
  mustDecide[n]
  n.holds.of not in Checked
  kept[FenceFirst]
}

/** No row, no lock: the fence stands. */
pred fences[n: Node] {
  setsFence[n]
  learns[n, SaysRolledBack]
}

/** The fence stands, but the relay is not told. */
pred fencesUnheard[n: Node] {
  setsFence[n]
  learns[n, InDoubt]
}

pred setsFence[n: Node] {
  mustFence[n]
  let t = n.holds.of {
    t not in Locked + Committed + Fenced
    Fenced' = Fenced + t
  }
  Open' = Open and Locked' = Locked and Committed' = Committed and CommitSent' = CommitSent
  applicationsStay and sendingStays and queuesStay
}

/** The fence meets a row. The row says what happened. */
pred fenceMeetsRow[n: Node] {
  mustFence[n]
  let t = n.holds.of {
    t in Committed + Fenced
    t in Committed implies learns[n, SaysCommitted] else learns[n, SaysRolledBack]
  }
  onlyRelaysMove
}

/** The fence meets the lock of the open transaction, and waits in vain. */
pred fenceMeetsLock[n: Node] {
  mustFence[n]
  n.holds.of in Locked
  learns[n, InDoubt]
  onlyRelaysMove
}

/**
 * The application is asked. It looks for its data, and takes their absence for a rollback. Within
 * the immunity time only a commit is believed.
 */
pred asks[n: Node] {
  n.knows = SaysNothing and n.holds in Waiting
  n.holds.of in Checked
  n.holds.of in Committed implies learns[n, SaysCommitted]
  else isOver[n, n.holds] implies learns[n, SaysRolledBack]
  else learns[n, InDoubt]
  onlyRelaysMove
}

pred mustDiscard[n: Node] {
  n.knows = SaysRolledBack
    or (not kept[DoubtDecidesNothing] and n.knows = InDoubt)
    or (not kept[FenceFirst] and mustDecide[n] and n.holds.of not in Checked)
}

pred mustSetAside[n: Node] {
  n.knows in SaysNothing + InDoubt and some n.knows
  not mustDiscard[n] and not mustFence[n]
  not (mustDecide[n] and n.holds.of in Checked)
}

/** Sent to its destination and gone from the queue. The relay may not learn it: no matter. */
pred forwards[n: Node] {
  kept[ForwardAndAcknowledgeTogether]
  n.knows = SaysCommitted and n not in Stale
  delivers[n.holds]
  Half' = Half - n.holds
  Waiting' = Waiting - n.holds
  letsGo[n]
  nodesStay and databaseStays and applicationsStay and sendingStays
}

pred delivers[m: Message] {
  Delivered' = Delivered + m
  DeliveredTwice' = DeliveredTwice + (m & Delivered)
  Discarded' = Discarded and sightedBy' = sightedBy
}

/** Without the rule: sent to its destination, in a transaction of its own. */
pred forwardsOnly[n: Node] {
  not kept[ForwardAndAcknowledgeTogether]
  n.knows = SaysCommitted
  delivers[n.holds]
  Half' = Half and Waiting' = Waiting
  learns[n, Forwarded]
  databaseStays and applicationsStay and sendingStays
}

/** Without the rule: gone from the queue, in another transaction. */
pred acknowledges[n: Node] {
  n.knows = Forwarded and n not in Stale
  Half' = Half - n.holds
  Waiting' = Waiting - n.holds
  Delivered' = Delivered and DeliveredTwice' = DeliveredTwice and Discarded' = Discarded
  sightedBy' = sightedBy
  letsGo[n]
  nodesStay and databaseStays and applicationsStay and sendingStays
}

pred discards[n: Node] {
  mustDiscard[n] and n not in Stale
  Half' = Half - n.holds
  Waiting' = Waiting - n.holds
  Discarded' = Discarded + n.holds
  Delivered' = Delivered and DeliveredTwice' = DeliveredTwice and sightedBy' = sightedBy
  letsGo[n]
  nodesStay and databaseStays and applicationsStay and sendingStays
}

pred setsAside[n: Node] {
  mustSetAside[n] and n not in Stale
  let m = n.holds {
    Half' = Half - m
    Waiting' = Waiting + m
    sighted' = sighted + n->m - forgotten[n, m]
    immunityOver' = immunityOver - forgotten[n, m]
    sightedBy' = (some m.sightedBy implies sightedBy else sightedBy + m->n)
  }
  Delivered' = Delivered and DeliveredTwice' = DeliveredTwice and Discarded' = Discarded
  Up' = Up
  letsGo[n]
  databaseStays and applicationsStay and sendingStays
}

fun forgotten[n: Node, m: Message]: Node -> Message {
  kept[SightingsAreKept] implies none->none else (Node - n)->m
}

/** The broker does not know the session any more. The relay begins anew. */
pred startsAgain[n: Node] {
  n in Stale
  letsGo[n]
  onlyRelaysMove and nodesStay
}

/** The clock of this relay says that the immunity time of this message is over. */
pred immunityEnds[n: Node, m: Message] {
  m in n.sighted - n.immunityOver
  (kept[ShortTransactions] and m.of in Checked) implies m.of not in Open
  immunityOver' = immunityOver + n->m
  Up' = Up and Stale' = Stale and holds' = holds and knows' = knows and sighted' = sighted
  onlyRelaysMove
}

-- Faults -------------------------------------------------------------------------------------

/** Its transactions and its relay die with it. What was sent may still arrive. */
pred nodeDies[n: Node] {
  n in Up
  Up' = Up - n
  sighted' = sighted - n->Message
  immunityOver' = immunityOver - n->Message
  letsGo[n]
  Over' = Over + home.n
  Asked' = Asked and Prepared' = Prepared
  databaseStays and sendingStays and queuesStay
}

pred nodeStarts[n: Node] {
  n not in Up
  Up' = Up + n
  Stale' = Stale and holds' = holds and knows' = knows
  sighted' = sighted and immunityOver' = immunityOver
  onlyRelaysMove
}

/** What was received and not acknowledged comes again. */
pred connectionBreaks[n: Node] {
  n in holds.Message - Stale
  Stale' = Stale + n
  holds' = holds and knows' = knows
  onlyRelaysMove and nodesStay
}

pred brokerDies {
  Stale' = holds.Message
  HalfSent' = none
  holds' = holds and knows' = knows
  nodesStay and databaseStays and applicationsStay and queuesStay
}

pred databaseDies {
  no Open' and no Locked' and no CommitSent'
  Committed' = Committed and Fenced' = Fenced
  applicationsStay and sendingStays and queuesStay and relaysStay
}

/** The database does not answer a relay, which gives its message back. */
pred databaseIsAway[n: Node] {
  some n.holds and n not in Stale
  letsGo[n]
  onlyRelaysMove and nodesStay
}

pred nothing {
  onlyRelaysMove and relaysStay
}

-- One step, by name --------------------------------------------------------------------------

enum Event {
  InsertsMarker, MarkerMeetsFence, SendsHalf, SendsCommit, GivesUp, Commits, RollsBack,
  StoresHalf, StoresHalfUnheard,
  Receives, Reads, Fences, FencesUnheard, FenceMeetsRow, FenceMeetsLock, Asks, Forwards,
  ForwardsOnly, Acknowledges, Discards, SetsAside, StartsAgain, ImmunityEnds,
  NodeDies, NodeStarts, ConnectionBreaks, BrokerDies, DatabaseDies, DatabaseIsAway,
  Nothing
}

fun ofTransactions: set Event {
  InsertsMarker + MarkerMeetsFence + SendsHalf + SendsCommit + GivesUp + Commits + RollsBack
    + StoresHalf + StoresHalfUnheard
}

fun ofRelays: set Event {
  Receives + Reads + Fences + FencesUnheard + FenceMeetsRow + FenceMeetsLock + Asks + Forwards
    + ForwardsOnly + Acknowledges + Discards + SetsAside + StartsAgain
}

fun faults: set Event {
  FencesUnheard + NodeDies + ConnectionBreaks + BrokerDies + DatabaseDies + DatabaseIsAway
}

/** What happens between this state and the next one. The test tells its story from it. */
one sig Step {
  var event: one Event,
  var transaction: lone Transaction,
  var node: lone Node,
  var message: lone Message
}

pred step {
  let e = Step.event, t = Step.transaction, n = Step.node, m = Step.message {
    e in ofTransactions iff some t
    e in ofRelays + ImmunityEnds + NodeDies + NodeStarts + ConnectionBreaks + DatabaseIsAway
      iff some n
    e in Receives + ImmunityEnds implies some m
    else m = n.holds

    e = InsertsMarker implies insertsMarker[t]
    e = MarkerMeetsFence implies markerMeetsFence[t]
    e = SendsHalf implies sendsHalf[t]
    e = SendsCommit implies sendsCommit[t]
    e = GivesUp implies givesUp[t]
    e = Commits implies commits[t]
    e = RollsBack implies rollsBack[t]
    e = StoresHalf implies storesHalf[t]
    e = StoresHalfUnheard implies storesHalfUnheard[t]
    e = Receives implies receives[n, m]
    e = Reads implies reads[n]
    e = Fences implies fences[n]
    e = FencesUnheard implies fencesUnheard[n]
    e = FenceMeetsRow implies fenceMeetsRow[n]
    e = FenceMeetsLock implies fenceMeetsLock[n]
    e = Asks implies asks[n]
    e = Forwards implies forwards[n]
    e = ForwardsOnly implies forwardsOnly[n]
    e = Acknowledges implies acknowledges[n]
    e = Discards implies discards[n]
    e = SetsAside implies setsAside[n]
    e = StartsAgain implies startsAgain[n]
    e = ImmunityEnds implies immunityEnds[n, m]
    e = NodeDies implies nodeDies[n]
    e = NodeStarts implies nodeStarts[n]
    e = ConnectionBreaks implies connectionBreaks[n]
    e = BrokerDies implies brokerDies
    e = DatabaseDies implies databaseDies
    e = DatabaseIsAway implies databaseIsAway[n]
    e = Nothing implies nothing
  }
}

/** A run from the beginning. */
pred protocol {
  init
  always step
}

-- What is to be true in every state ----------------------------------------------------------

pred onlyAfterCommit { Delivered.of in Committed }

pred onlyOnce { no DeliveredTwice }

pred neverBoth { no Delivered & Discarded }

/** What was called rolled back never commits. */
pred neverLost { no Discarded.of & Committed }

/** No check ends a transaction that is still open. */
pred neverEnded { no Fenced & Open }

/** A committed transaction's message is on the way or in a queue until it is delivered. */
pred neverMissing { all m: Message | m.of in Committed implies m in of.HalfSent + queued + Delivered }

pred safe { onlyAfterCommit and onlyOnce and neverBoth and neverLost and neverEnded and neverMissing }

-- What is to happen in the end ---------------------------------------------------------------

/** Faults end. Every transaction ends. Some node is up. Time passes. Relays go on. */
pred fair {
  eventually always Step.event not in faults
  all t: Transaction | eventually (t in Over and t not in Open)
  always eventually some Up
  all n: Node, m: Message |
    (eventually always m in n.sighted - n.immunityOver)
      implies always eventually (Step.event = ImmunityEnds and Step.node = n and Step.message = m)
  relaysGoOn
}

/**
 * A relay that holds a message does something about it. A message that could be received again and
 * again is received again and again.
 */
pred relaysGoOn {
  all n: Node |
    (eventually always some n.holds)
      implies always eventually (Step.node = n and Step.event in ofRelays)
  all m: Message |
    (always eventually some n: Node | canReceive[n, m])
      implies always eventually (Step.event = Receives and Step.message = m)
}

pred committedIsDelivered {
  all m: Message | always (m.of in Committed implies eventually m in Delivered)
}

pred rolledBackIsGone {
  all m: Message |
    always ((m in queued and m.of not in Open + Committed) implies eventually m not in queued)
}

-- Why a run of any length is safe -------------------------------------------------------------

/**
 * True in the beginning, and after each step if before it. So it is true in every state of every
 * run, however long, and all that is safe follows from it.
 */
pred invariant {
  // A transaction has one outcome. It is locked from before its half messages until then.
  no Open & (Committed + Fenced) and no Committed & Fenced
  Locked in Open - Checked
  Asked & Open in Locked + Checked
  CommitSent in Open & Over & Prepared
  Committed in Over & Prepared
  Fenced in Asked - Checked

  // A half message is stored once. The application commits only what is stored.
  HalfSent + Prepared + present.of in Asked
  no HalfSent & (Prepared + present.of)
  of.Prepared in present

  // A message is in one place, and for a reason.
  no Half & Waiting and no queued & (Delivered + Discarded) and no Delivered & Discarded
  no DeliveredTwice
  Delivered.of in Committed
  Discarded.of in rolledBack

  // What relays hold, know and remember.
  all m: Message | lone holds.m - Stale
  heldAtBroker in queued
  Stale + knows.Answer in holds.Message
  holds.Message + sighted.Message in Up
  Node.(holds + sighted).of in Asked
  immunityOver in sighted
  no Node.immunityOver.of & Checked & Open
  all n: Node {
    n.knows = SaysCommitted implies n.holds.of in Committed
    n.knows = SaysRolledBack implies n.holds.of in rolledBack
    n.knows != Forwarded
  }
}

fun present: set Message { queued + Delivered + Discarded }

/** A checker's transaction that has ended without a commit can never commit any more. */
fun rolledBack: set Transaction { Fenced + (Checked - Open - Committed) }

/** With a marker, no clock decides anything but when a relay looks. */
pred noRuleThatMatters {
  no Removed.rule
    or (no Checked and Removed.rule in OwnClock + SightingsAreKept + ShortTransactions)
}

assert InvariantBegins { init implies invariant }
assert InvariantStays { (noRuleThatMatters and invariant and step) implies after invariant }
assert InvariantIsEnough { invariant implies safe }

-- Why a run of any length comes to its end ---------------------------------------------------

/** What a step without a fault cannot undo. As there is little of it, it changes a few times only. */
pred onlyForward {
  Asked in Asked' and Prepared in Prepared' and Over in Over'
  Committed in Committed' and Fenced in Fenced' and Open' in Open
  (Locked - Locked') + (CommitSent - CommitSent') in Open - Open'
  HalfSent' - HalfSent in Asked' - Asked
  Half' - Half in of.(HalfSent - HalfSent')
  Waiting' - Waiting in Half
  Delivered in Delivered' and DeliveredTwice in DeliveredTwice' and Discarded in Discarded'
  sightedBy in sightedBy'
  Up in Up' and Stale' in Stale
  sighted in sighted' and immunityOver in immunityOver'
}

/**
 * So in the end nothing changes but what relays hold and know. There are no faults any more. What
 * "fair" says will happen has happened, because it cannot happen now.
 */
pred inTheEnd {
  step
  onlyRelaysMove and nodesStay
  Step.event not in faults
  Transaction in Over and no Open and some Up and sighted in immunityOver
}

assert OnlyForward {
  (no Removed.rule and invariant and step and Step.event not in faults) implies onlyForward
}

/** Then no queue has a message in it: what has committed is delivered, the rest is gone. */
assert InTheEndAllIsSettled {
  (no Removed.rule and invariant and always inTheEnd and relaysGoOn) implies no queued
}

-- Commands: with all rules -------------------------------------------------------------------

check InvariantBegins for 3 but 1..1 steps expect 0
check InvariantStays for 3 but 2..2 steps expect 0
check InvariantIsEnough for 3 but 1..1 steps expect 0
check OnlyForward for 3 but 2..2 steps expect 0
check InTheEndAllIsSettled for 2 but 10..10 steps expect 0

// The same without the invariant, from the beginning. What does nothing is a step too, so that
// these runs have all shorter ones in them.
pred complete { protocol and no Removed.rule }

assert Safe { complete implies always safe }
assert Live { (complete and fair) implies (committedIsDelivered and rolledBackIsGone) }

check Safe for 2 but 1 Transaction, 1 Message, 14..14 steps expect 0
check Safe for 2 but 10..10 steps expect 0
check Live for 2 but 1 Transaction, 1 Message, 10..10 steps expect 0

-- Commands: what can happen ------------------------------------------------------------------

run CommittedIsDelivered {
  complete and fair and no Checked
  eventually some Delivered
} for 2 but 1 Transaction, 1 Message, 9..9 steps expect 1

run RolledBackIsDiscarded {
  complete and fair and no Checked
  eventually Step.event = GivesUp
  eventually some Discarded
} for 2 but 1 Transaction, 1 Message, 14..14 steps expect 1

run AnotherNodeTakesOver {
  complete and no Checked
  some n: Transaction.home {
    eventually (Step.event = NodeDies and Step.node = n and some n.holds and some CommitSent)
    eventually (Step.event = Forwards and Step.node != n)
    always Step.event != NodeStarts
  }
} for 2 but 1 Transaction, 1 Message, 12..12 steps expect 1

run FenceMeetsOpenTransaction {
  complete
  eventually (Step.event = FenceMeetsLock and eventually some Delivered)
} for 2 but 1 Transaction, 1 Message, 17..17 steps expect 1

run CommitOvertakesFence {
  complete
  eventually (Step.event = FenceMeetsRow and after Step.event = Forwards)
} for 2 but 1 Transaction, 1 Message, 14..14 steps expect 1

run FenceOvertakesCommit {
  complete
  eventually (Step.event = DatabaseDies and some CommitSent)
  eventually (Step.event = FencesUnheard and eventually Step.event = Discards)
} for 2 but 1 Transaction, 1 Message, 17..17 steps expect 1

run TwoRelaysHoldOneMessage {
  complete
  eventually (Step.event = ConnectionBreaks and after eventually (some m: Message | Node in holds.m))
  eventually (some Delivered and Step.event = StartsAgain)
} for 2 but 1 Transaction, 1 Message, exactly 2 Node, 12..12 steps expect 1

run CheckerIsAsked {
  complete and Transaction in Checked
  eventually Step.event = StoresHalfUnheard
  eventually Step.event = DatabaseIsAway
  eventually (Step.event = BrokerDies and eventually Step.event = NodeStarts)
  eventually (Step.event = Asks and eventually some Discarded)
} for 2 but 1 Transaction, 1 Message, 18..18 steps expect 1

-- Commands: without a rule -------------------------------------------------------------------

pred without[r: Rule] { protocol and Removed.rule = r }

/** For short stories where more is not needed. */
pred onlyNodesDie { always Step.event not in faults - NodeDies }

assert WithoutMarkerDecides {
  (without[MarkerDecides] and no Checked) implies always onlyAfterCommit
}
check WithoutMarkerDecides for 2 but 1 Transaction, 1 Message, 8..8 steps expect 1

assert WithoutFence {
  (without[FenceFirst] and no Checked) implies always neverLost
}
check WithoutFence for 2 but 1 Transaction, 1 Message, 13..13 steps expect 1

assert WithoutDoubt {
  (without[DoubtDecidesNothing] and no Checked) implies always neverLost
}
check WithoutDoubt for 2 but 1 Transaction, 1 Message, 14..14 steps expect 1

assert WithoutMarkerBeforeHalf {
  (without[MarkerBeforeHalf] and no Checked) implies always neverEnded
}
check WithoutMarkerBeforeHalf for 2 but 1 Transaction, 1 Message, 10..10 steps expect 1

assert WithoutHalfBeforeCommit {
  (without[HalfBeforeCommit] and no Checked) implies always neverMissing
}
check WithoutHalfBeforeCommit for 2 but 1 Transaction, 1 Message, 6..6 steps expect 1

assert WithoutOneBrokerTransaction {
  (without[ForwardAndAcknowledgeTogether] and no Checked and onlyNodesDie) implies always onlyOnce
}
check WithoutOneBrokerTransaction for 2 but 1 Transaction, 1 Message, 13..13 steps expect 1

assert WithoutOwnClock {
  without[OwnClock] implies always neverLost
}
check WithoutOwnClock for 2 but 1 Transaction, 1 Message, 12..12 steps expect 1

assert WithoutOwnClockInTheEnd {
  (without[OwnClock] and no Checked and onlyNodesDie and fair) implies rolledBackIsGone
}
check WithoutOwnClockInTheEnd for 2 but 1 Transaction, 1 Message, 15..15 steps expect 1

assert WithoutSightings {
  (without[SightingsAreKept] and no Checked and onlyNodesDie and fair) implies rolledBackIsGone
}
check WithoutSightings for 2 but 1 Transaction, 1 Message, 14..14 steps expect 1

assert WithoutShortTransactions {
  without[ShortTransactions] implies always neverLost
}
check WithoutShortTransactions for 2 but 1 Transaction, 1 Message, 13..13 steps expect 1

// What the marker meets if it comes too late, and what follows a message that is sent alone.
run MarkerMeetsFence {
  without[MarkerBeforeHalf] and eventually Step.event = MarkerMeetsFence
} for 2 but 1 Transaction, 1 Message, 11..11 steps expect 1

run ForwardedThenAcknowledged {
  without[ForwardAndAcknowledgeTogether] and eventually Step.event = Acknowledges
} for 2 but 1 Transaction, 1 Message, 10..10 steps expect 1
