package dev.halfway.web.input;

import dev.halfway.web.problems.Problem;
import dev.halfway.web.problems.ProblemException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers in the query. One that cannot be read is the client's mistake and named; without
 * this it would be answered as if the path did not exist (Jakarta RESTful Web Services 3.1, 3.2).
 */
@Provider
public class WholeNumbers implements ParamConverterProvider {

  private static final Map<Class<?>, Function<String, Number>> READING =
      Map.of(
          int.class, Integer::valueOf,
          Integer.class, Integer::valueOf,
          long.class, Long::valueOf,
          Long.class, Long::valueOf);

  @Override
  @SuppressWarnings("unchecked") // T is one of those, and what reads it returns it.
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, @Nullable Type genericType, Annotation @Nullable [] annotations) {
    Function<String, Number> reading = READING.get(type);
    if (annotations == null || reading == null) {
      return null;
    }
    return (ParamConverter<T>)
        Arrays.stream(annotations)
            .filter(QueryParam.class::isInstance)
            .map(parameter -> new WholeNumber(((QueryParam) parameter).value(), reading))
            .findFirst()
            .orElse(null);
  }

  private record WholeNumber(String parameter, Function<String, Number> reading)
      implements ParamConverter<Number> {

    @Override
    public Number fromString(String value) {
      try {
        return reading.apply(value);
      } catch (NumberFormatException e) {
        throw new ProblemException(Problem.invalid(parameter, "must be a whole number"));
      }
    }

    @Override
    public String toString(Number value) {
      return value.toString();
    }
  }
}
