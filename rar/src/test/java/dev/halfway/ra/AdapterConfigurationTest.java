package dev.halfway.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.resource.spi.ConfigProperty;
import java.beans.PropertyDescriptor;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong value is an error that names its property, and the description says what is right. */
class AdapterConfigurationTest {

  /** What others depend on is out of their way. */
  private static final Map<String, Object> NEIGHBOURS =
      Map.of("checkIntervalMax", 86_400_000L, "takeoverAfter", 86_400_000L, "queryTimeout", 3_600);

  private final HalfMessageResourceAdapter adapter = new HalfMessageResourceAdapter();

  @BeforeEach
  void setWhatHasNoDefault() {
    set("dataSource", "java:/jdbc/orders");
  }

  @Test
  void defaultsAreRight() {
    assertThat(AdapterConfiguration.of(adapter).node().name()).isEqualTo("node");
  }

  @ParameterizedTest
  @CsvSource({
    "bucketDays, 1, 3650",
    "lanes, 1, 64",
    "immunity, 0, 3600000",
    "hintTimeout, 0, 60000",
    "checkInterval, 1, 3600000",
    "checkIntervalMax, 1, 86400000",
    "maxChecks, 1, 1000",
    "batchSize, 1, 10000",
    "linger, 0, 1000",
    "heartbeat, 100, 600000",
    "takeoverAfter, 300, 86400000",
    "sendTimeout, 1000, 600000",
    "checkTimeout, 1000, 600000",
    "lockTimeout, 1, 60000",
    "queryTimeout, 1, 3600",
    "maxPending, 1, 10000000",
    "backPressureTimeout, 0, 600000",
  })
  void numbersHaveTheRangeThatTheirDescriptionGives(String property, long least, long most)
      throws Exception {
    NEIGHBOURS.forEach(this::set);
    if (property.equals("checkIntervalMax")) {
      set("checkInterval", 1L);
    }
    if (property.equals("takeoverAfter")) {
      set("heartbeat", 100L);
    }

    for (long wrong : new long[] {least - 1, most + 1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      set(property, wrong);
      assertRefused(property);
    }
    for (long right : new long[] {least, most}) {
      set(property, right);
      AdapterConfiguration.of(adapter);
    }
    assertThat(description(property)).contains(least + " to " + most);
  }

  @ParameterizedTest
  @CsvSource({
    "checkIntervalMax, 6000, checkInterval, 5999",
    "takeoverAfter, 15000, three heartbeats, 14999",
    "lockTimeout, 9999, queryTimeout, 10000",
  })
  void numbersThatDependOnOthersSaySo(String property, long right, String other, long wrong)
      throws Exception {
    set(property, right);
    AdapterConfiguration.of(adapter);
    assertThat(description(property)).contains(other);

    set(property, wrong);
    assertRefused(property);
  }

  @ParameterizedTest
  @ValueSource(strings = {"connectionFactory", "store", "schema", "node", "halfQueue"})
  void textsMustNotBeEmpty(String property) {
    for (String wrong : new String[] {"", " "}) {
      set(property, wrong);
      assertRefused(property);
    }
  }

  @ParameterizedTest
  @CsvSource({"store, 64", "node, 64", "halfQueue, 200", "parkedQueue, 200", "controlQueue, 200"})
  void namesAreShortAndPlain(String property, int longest) {
    for (String wrong : new String[] {"two words", "x'y", "ümlaut", "x".repeat(longest + 1)}) {
      set(property, wrong);
      assertRefused(property);
    }
    for (String right : new String[] {"A-z_0.9", "x".repeat(longest)}) {
      set(property, right);
      AdapterConfiguration.of(adapter);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "DROP", "CREATE "})
  void schemaIsCreateOrValidate(String wrong) {
    set("schema", "VALIDATE");
    AdapterConfiguration.of(adapter);

    set("schema", wrong);
    assertRefused("schema");
  }

  @ParameterizedTest
  @CsvSource({
    "parkedQueue, halfway.half.1",
    "parkedQueue, halfway.half.waiting",
    "controlQueue, halfway.half.0",
    "controlQueue, halfway.half.waiting",
    "controlQueue, halfway.half.parked",
  })
  void noQueueServesTwoPurposes(String property, String name) {
    set(property, name);
    assertRefused(property);
  }

  @Test
  void whoHasNoDataSourceNeedsANameAtTheBroker() {
    set("dataSource", " ");
    assertRefused("owner");

    set("owner", "shop");
    assertThat(AdapterConfiguration.of(adapter).store().owner()).isEqualTo("shop");
    for (String wrong : new String[] {"two words", "x'y", "x".repeat(65)}) {
      set("owner", wrong);
      assertRefused("owner");
    }

    set("owner", "shop");
    set("dataSource", "java:/jdbc/orders");
    assertRefused("owner");
  }

  @Test
  void passwordNeedsItsUser() {
    set("password", "secret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdapterConfiguration.of(adapter))
        .withMessageStartingWith("userName:")
        .withMessageNotContaining("secret");
  }

  private void assertRefused(String property) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdapterConfiguration.of(adapter))
        .withMessageStartingWith(property + ":");
  }

  private void set(String property, Object value) {
    try {
      PropertyDescriptor bean = new PropertyDescriptor(property, HalfMessageResourceAdapter.class);
      boolean small = bean.getPropertyType() == Integer.class && value instanceof Long;
      bean.getWriteMethod().invoke(adapter, small ? (Object) ((Long) value).intValue() : value);
    } catch (Exception e) {
      throw new IllegalArgumentException(property, e);
    }
  }

  private static String description(String property) throws NoSuchFieldException {
    return HalfMessageResourceAdapter.class
        .getDeclaredField(property)
        .getAnnotation(ConfigProperty.class)
        .description()[0];
  }
}
