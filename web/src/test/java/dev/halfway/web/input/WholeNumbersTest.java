package dev.halfway.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.web.problems.Problem;
import dev.halfway.web.testing.Answers;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumbersTest {

  /** Parameters as resources have them. */
  interface Resource {
    void parameters(
        @QueryParam("limit") int limit,
        @DefaultValue("1") @QueryParam("boxed") Integer boxed,
        @PathParam("id") int path,
        @QueryParam("text") String text,
        int bare,
        @QueryParam("before") Long large);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, -1", "007, 7", "2147483647, 2147483647", "-2147483648, -2147483648"})
  void aWholeNumberIsRead(String text, int value) {
    assertThat(converter(0).fromString(text)).isEqualTo(value);
    assertThat(converter(1).fromString(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "1.0",
        "1e3",
        " 1",
        "1 ",
        "0x10",
        "2147483648",
        "-2147483649",
        "1,000"
      })
  void whatIsNoneIsTheClientsMistakeAndNamed(String text) {
    try (Response answer = Answers.refusal(() -> converter(0).fromString(text))) {
      assertThat(Answers.errorsOf(answer))
          .containsExactly(new Problem.FieldError("limit", "must be a whole number"));
    }
    try (Response answer = Answers.refusal(() -> converter(1).fromString(text))) {
      assertThat(Answers.errorsOf(answer))
          .containsExactly(new Problem.FieldError("boxed", "must be a whole number"));
    }
  }

  @Test
  void aLargeOneIsReadToo() {
    ParamConverter<?> converter = Objects.requireNonNull(converterOf(5));

    assertThat(converter.fromString("2147483648")).isEqualTo(2_147_483_648L);
    try (Response answer = Answers.refusal(() -> converter.fromString("9223372036854775808"))) {
      assertThat(Answers.errorsOf(answer))
          .containsExactly(new Problem.FieldError("before", "must be a whole number"));
    }
  }

  @Test
  void aNumberIsWrittenAsItIsRead() {
    assertThat(converter(0).toString(-7)).isEqualTo("-7");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void everythingElseIsLeftToTheFramework(int parameter) {
    assertThat(converterOf(parameter)).isNull();
  }

  @Test
  void withoutAnnotationsItIsNoneOfOurs() {
    assertThat(new WholeNumbers().getConverter(int.class, null, null)).isNull();
  }

  @SuppressWarnings("unchecked") // Only asked for those of whole numbers.
  private static ParamConverter<Integer> converter(int parameter) {
    return (ParamConverter<Integer>) Objects.requireNonNull(converterOf(parameter));
  }

  private static @Nullable ParamConverter<?> converterOf(int index) {
    Parameter parameter =
        Arrays.stream(Resource.class.getDeclaredMethods())
            .findFirst()
            .orElseThrow()
            .getParameters()[index];
    Annotation[] annotations = parameter.getAnnotations();
    return new WholeNumbers()
        .getConverter(parameter.getType(), parameter.getParameterizedType(), annotations);
  }
}
