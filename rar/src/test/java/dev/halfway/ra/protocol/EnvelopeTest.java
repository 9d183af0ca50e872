package dev.halfway.ra.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.RetryState.Sighting;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

  @Property
  void isReadAsItWasWritten(
      @ForAll("envelopes") Envelope envelope,
      @ForAll("properties") Map<String, Object> application) {
    assertThat(Envelope.read(envelope.half(application))).isEqualTo(envelope);
  }

  @Property
  void applicationsPropertiesComeBackAsTheyWere(
      @ForAll("envelopes") Envelope envelope,
      @ForAll("properties") Map<String, Object> application) {
    assertThat(Envelope.application(envelope.half(application))).isEqualTo(application);
  }

  @Property
  void differentPropertiesStayDifferent(
      @ForAll("envelopes") Envelope envelope,
      @ForAll("properties") Map<String, Object> one,
      @ForAll("properties") Map<String, Object> other) {
    Assume.that(!one.equals(other));

    assertThat(envelope.half(one)).isNotEqualTo(envelope.half(other));
  }

  @Property
  void noTwoNamesBecomeOne(
      @ForAll("envelopes") Envelope envelope,
      @ForAll("properties") Map<String, Object> application) {
    int own = envelope.half(Map.of()).size();

    assertThat(envelope.half(application)).hasSize(own + application.size());
  }

  /** As often as a message may be set aside. */
  @Property
  void envelopeAndPropertiesSurviveBeingSetAsideAgainAndAgain(
      @ForAll("envelopes") Envelope envelope,
      @ForAll("properties") Map<String, Object> application,
      @ForAll("retryStates") RetryState first,
      @ForAll("retryStates") RetryState second) {
    Map<String, Object> once = envelope.with(first).half(application);
    Map<String, Object> twice = Envelope.read(once).with(second).half(Envelope.application(once));

    assertThat(Envelope.read(twice)).isEqualTo(envelope.with(second));
    assertThat(Envelope.application(twice)).isEqualTo(application);
  }

  @Property
  void nothingThatTheBrokerActsUponIsInTheHalfMessage(
      @ForAll("envelopes") Envelope envelope,
      @ForAll("properties") Map<String, Object> application) {
    assertThat(envelope.half(application).keySet())
        .noneMatch(
            name -> name.startsWith("JMS") || name.startsWith("_") || name.startsWith("AMQ_"));
  }

  @Property
  void deliveredMessageHasTheApplicationsPropertiesAndItsIdentityAndNothingElse(
      @ForAll("envelopes") Envelope envelope,
      @ForAll("properties") Map<String, Object> application) {
    Map<String, Object> expected = new HashMap<>(application);
    expected.put("halfway_transaction", envelope.transaction().toString());
    expected.put("halfway_ordinal", envelope.ordinal());

    assertThat(envelope.delivered(envelope.half(application))).isEqualTo(expected);
  }

  @Property
  void whatTheBrokerAddsIsNotTakenForTheApplications(
      @ForAll("envelopes") Envelope envelope,
      @ForAll("properties") Map<String, Object> application) {
    Map<String, Object> received = envelope.half(application);
    received.put("JMSXDeliveryCount", 3);
    received.put("_AMQ_ROUTING_TYPE", (byte) 1);

    assertThat(Envelope.application(received)).isEqualTo(application);
    assertThat(Envelope.read(received)).isEqualTo(envelope);
  }

  @Property
  void identityDiffersWithTransactionAndOrdinal(
      @ForAll("envelopes") Envelope one, @ForAll("envelopes") Envelope other) {
    boolean same =
        one.transaction().equals(other.transaction()) && one.ordinal() == other.ordinal();

    assertThat(one.messageId().equals(other.messageId())).isEqualTo(same);
  }

  @Property
  void ordinalTellsMessagesOfOneTransactionApart(
      @ForAll @IntRange(min = 0, max = 1_000) int one,
      @ForAll @IntRange(min = 0, max = 1_000) int other) {
    assertThat(withOrdinal(one).messageId().equals(withOrdinal(other).messageId()))
        .isEqualTo(one == other);
    assertThat(withOrdinal(one).messageId()).isEqualTo(Some.id(1) + "." + one);
  }

  @Test
  void namesThatBrokersActUponAreHiddenAndOthersAreNot() {
    Map<String, Object> half =
        Some.envelope(1)
            .half(
                Map.of(
                    "_AMQ_DUPL_ID", "d",
                    "JMSXGroupID", "g",
                    "JMS_AMQP_TTL", 5L,
                    "AMQ_SCHEDULED_DELAY", 6L,
                    "halfway_key", "k",
                    "halfway_x_JMSXGroupID", "odd",
                    "price", 7));

    assertThat(half)
        .contains(
            entry("halfway_x__AMQ_DUPL_ID", "d"),
            entry("halfway_x_JMSXGroupID", "g"),
            entry("halfway_x_JMS_AMQP_TTL", 5L),
            entry("halfway_x_AMQ_SCHEDULED_DELAY", 6L),
            entry("halfway_x_halfway_key", "k"),
            entry("halfway_x_halfway_x_JMSXGroupID", "odd"),
            entry("price", 7))
        .doesNotContainKeys("_AMQ_DUPL_ID", "JMSXGroupID", "JMS_AMQP_TTL", "AMQ_SCHEDULED_DELAY");
  }

  @Test
  void messageThatWasDeliveredByTheAdapterBeforeGetsANewIdentity() {
    Map<String, Object> application =
        Map.of("halfway_transaction", "of another one", "halfway_ordinal", 17);

    assertThat(Some.envelope(1).delivered(Some.envelope(1).half(application)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("halfway_transaction", Some.id(1).toString(), "halfway_ordinal", 0));
  }

  @Test
  void carriesWhatRelaysAndRetentionSelectOn() {
    RetryState retryState = Some.retryState(42, 0, 0, Some.SELF, 0, Verdict.UNKNOWN);

    assertThat(Some.envelope(1).with(retryState).half(Map.of()))
        .contains(
            entry("halfway_store", "store"),
            entry("halfway_bucket", 655),
            entry("halfway_due", 42L));
    assertThat(Some.envelope(1).half(Map.of())).doesNotContainKey("halfway_due");
  }

  @Test
  void keyIsTheOneOfItsOwnOrElseTheGroup() {
    assertThat(Envelope.keyOf(Map.of("halfway_key", "k", "JMSXGroupID", "g"))).isEqualTo("k");
    assertThat(Envelope.keyOf(Map.of("JMSXGroupID", "g"))).isEqualTo("g");
    assertThat(Envelope.keyOf(Map.of("halfway_key", 17))).isEqualTo("17");
    assertThat(Envelope.keyOf(Map.of("other", "o"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "halfway_transaction", "halfway_ordinal", "halfway_store", "halfway_group",
        "halfway_settlement", "halfway_node", "halfway_destination", "halfway_topic",
        "halfway_sent_at", "halfway_deliver_at", "halfway_expire_at", "halfway_priority",
        "halfway_persistent", "halfway_attempts", "halfway_checks", "halfway_seen_by",
        "halfway_seen_at", "halfway_verdict"
      })
  void messageThatLacksOneOfThemIsNoHalfMessage(String name) {
    RetryState retryState = Some.retryState(42, 0, 0, Some.SELF, 0, Verdict.UNKNOWN);
    Map<String, Object> properties = Some.envelope(1).with(retryState).half(Map.of());
    properties.remove(name);

    assertThatIllegalArgumentException().isThrownBy(() -> Envelope.read(properties));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "halfway_transaction",
        "halfway_ordinal",
        "halfway_settlement",
        "halfway_topic",
        "halfway_sent_at",
        "halfway_priority",
        "halfway_due",
        "halfway_seen_by",
        "halfway_verdict"
      })
  void messageWithNonsenseInOneOfThemIsNoHalfMessage(String name) {
    RetryState retryState = Some.retryState(42, 0, 0, Some.SELF, 0, Verdict.UNKNOWN);
    Map<String, Object> properties = Some.envelope(1).with(retryState).half(Map.of());
    properties.put(name, "nonsense");

    assertThatIllegalArgumentException().isThrownBy(() -> Envelope.read(properties));
  }

  @Test
  void onlyTypesThatMessagePropertiesMayHaveAreWritten() {
    RetryState retryState =
        new RetryState(42, 1, 1, new Sighting(Some.SELF, 0), Verdict.COMMIT, "cause");

    assertThat(withOrdinal(0).with(retryState).half(Map.of()).values())
        .allSatisfy(
            value ->
                assertThat(value)
                    .isInstanceOfAny(String.class, Integer.class, Long.class, Boolean.class));
  }

  private static Envelope withOrdinal(int ordinal) {
    return new Envelope(
        Some.id(1),
        ordinal,
        "s",
        "g",
        Settlement.MARKER,
        "n",
        "d",
        true,
        "k",
        0,
        0,
        0,
        4,
        true,
        null);
  }

  @Provide
  static Arbitrary<Map<String, Object>> properties() {
    Arbitrary<String> tail =
        Arbitraries.strings().alpha().numeric().withChars('_', '$').ofMinLength(1).ofMaxLength(8);
    Arbitrary<String> brokers =
        Arbitraries.of(
            "JMS", "JMSX", "_", "_AMQ_", "AMQ_", "halfway_", "halfway_x_", "halfway_x_halfway_x_");
    Arbitrary<String> known =
        Arbitraries.of(
            "JMSXGroupID",
            "_AMQ_DUPL_ID",
            "halfway_key",
            "halfway_transaction",
            "halfway_due",
            "halfway_x_",
            "halfway_x_halfway_due",
            "halfway_cause");
    Arbitrary<String> names =
        Arbitraries.oneOf(tail, Combinators.combine(brokers, tail).as(String::concat), known);
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(10).map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.integers().map(Object.class::cast),
            Arbitraries.shorts().map(Object.class::cast),
            Arbitraries.bytes().map(Object.class::cast),
            Arbitraries.doubles().map(Object.class::cast),
            Arbitraries.floats().map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast));
    return Arbitraries.maps(names, values).ofMaxSize(6);
  }

  @Provide
  static Arbitrary<RetryState> retryStates() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.integers().greaterOrEqual(0),
            Combinators.combine(uuids(), Arbitraries.longs()).as(Sighting::new),
            Arbitraries.of(Verdict.class),
            Arbitraries.strings().ofMaxLength(600).injectNull(0.2))
        .as(RetryState::new);
  }

  @Provide
  static Arbitrary<Envelope> envelopes() {
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(12);
    Arbitrary<HalfTransactionId> ids =
        Combinators.combine(Arbitraries.integers().greaterOrEqual(0), uuids())
            .as(HalfTransactionId::new);
    Arbitrary<Envelope> addressed =
        Combinators.combine(
                ids,
                Arbitraries.integers().greaterOrEqual(0),
                texts,
                texts,
                Arbitraries.of(Settlement.class),
                texts,
                texts,
                texts.injectNull(0.3))
            .as(
                (id, ordinal, store, group, by, node, destination, key) ->
                    new Envelope(
                        id,
                        ordinal,
                        store,
                        group,
                        by,
                        node,
                        destination,
                        false,
                        key,
                        0,
                        0,
                        0,
                        4,
                        true,
                        null));
    return Combinators.combine(
            addressed,
            Arbitraries.of(true, false),
            Arbitraries.longs(),
            Arbitraries.longs(),
            Arbitraries.longs(),
            Arbitraries.integers().between(0, 9),
            Arbitraries.of(true, false),
            retryStates().injectNull(0.4))
        .as(
            (to, topic, sentAt, deliverAt, expireAt, priority, persistent, retryState) ->
                new Envelope(
                    to.transaction(),
                    to.ordinal(),
                    to.store(),
                    to.group(),
                    to.settlement(),
                    to.node(),
                    to.destination(),
                    topic,
                    to.key(),
                    sentAt,
                    deliverAt,
                    expireAt,
                    priority,
                    persistent,
                    retryState));
  }

  private static Arbitrary<UUID> uuids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
  }

  @Test
  void everyNameOfTheEnvelopeBeginsAlikeAndNoneLooksHidden() {
    RetryState retryState =
        new RetryState(42, 1, 1, new Sighting(Some.SELF, 0), Verdict.COMMIT, "cause");
    Set<String> names = withOrdinal(0).with(retryState).half(Map.of()).keySet();

    assertThat(names)
        .hasSize(22)
        .allMatch(name -> name.startsWith("halfway_"))
        .noneMatch(name -> name.startsWith("halfway_x_"));
  }
}
