package dev.halfway.web.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.halfway.web.json.StrictJson;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How names, texts and amounts are read: in their normal form. */
class NameTest {

  private static final ObjectMapper JSON = StrictJson.mapper();

  record Request(
      @Name @Nullable String name,
      @Text(max = 9) @Nullable String text,
      @Text(min = 0, max = 9, lines = true) @Nullable String lines,
      @Password @Nullable String password,
      @Money @Nullable BigDecimal amount) {}

  @Test
  void aNameAndATextAreReadInTheirNormalForm() throws JsonProcessingException {
    Request request =
        read(
            "{'name': 'Jose\\u0301  \\uFF21', 'text': 'Jose\\u0301  \\uFF21', 'password': 'e\\u0301'}");

    assertThat(request.name()).isEqualTo("Jos\u00E9 A");
    assertThat(request.text()).isEqualTo("Jos\u00E9  \uFF21");
    assertThat(request.password()).as("as it came").isEqualTo("e\u0301");
    assertThat(read("{'name': null, 'amount': null}"))
        .isEqualTo(new Request(null, null, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'name': 5}", "{'name': true}", "{'text': []}", "{'amount': '5'}"})
  void whatIsOfAnotherTypeIsRefusedAsBefore(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(MismatchedInputException.class);
  }

  @Test
  void whatIsWrongIsSaidOfEachField() throws JsonProcessingException {
    assertThat(
            Validated.errorsOf(
                read(
                    "{'name': 'a\\u3164', 'text': 'a\\nb', 'lines': 'a\\u0000',"
                        + " 'password': 'correct horse e\\u0301', 'amount': 0.001}")))
        .containsExactly(
            "amount must have two decimals at most",
            "lines must not contain U+0000 <control-0000>",
            "name must not contain U+3164 HANGUL FILLER",
            "password must be in Unicode's form C: with letters and accents in one",
            "text must not contain U+000A <control-000A>");
    assertThat(Validated.errorsOf(read("{'lines': '', 'password': 'correct horse \\u00E9'}")))
        .isEmpty();
    assertThat(Validated.errorsOf(read("{'text': '', 'password': 'short'}")))
        .containsExactly(
            "password must have 12 to 128 characters", "text must have 1 to 9 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5.00",
    "1e3, 1000.00",
    "1.5000, 1.50",
    "0E-999999999, 0.00",
    "-0.0, 0.00",
    "1E999999999, 1E+999999999",
    "0.001, 0.001",
  })
  void anAmountHasTwoDecimalsHoweverItIsWritten(String written, String read)
      throws JsonProcessingException {
    assertThat(read("{'amount': " + written + "}").amount()).hasToString(read);
  }

  @Test
  void aNameInAPathIsReadInItsNormalForm() throws ReflectiveOperationException {
    Annotation[][] parameters =
        NameTest.class
            .getDeclaredMethod("called", String.class, String.class)
            .getParameterAnnotations();

    ParamConverter<String> converter =
        Objects.requireNonNull(
            new NameConverters().getConverter(String.class, String.class, parameters[0]));

    assertThat(converter.fromString("Jose\u0301")).isEqualTo("Jos\u00E9");
    assertThat(converter.toString("Jos\u00E9")).isEqualTo("Jos\u00E9");
    assertThat(new NameConverters().getConverter(String.class, String.class, parameters[1]))
        .isNull();
    assertThat(new NameConverters().getConverter(Integer.class, Integer.class, parameters[0]))
        .isNull();
    assertThat(new NameConverters().getConverter(String.class, String.class, null)).isNull();
  }

  @SuppressWarnings("unused") // For its annotations.
  private static void called(@PathParam("name") @Name String name, @PathParam("x") String x) {}

  private static Request read(String json) throws JsonProcessingException {
    return JSON.readValue(json.replace('\'', '"'), Request.class);
  }
}
