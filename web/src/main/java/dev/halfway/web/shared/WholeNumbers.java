package dev.halfway.web.shared;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers in the query. One that cannot be read is the client's mistake and named; without
 * this it would be answered as if the path did not exist (Jakarta RESTful Web Services 3.1, 3.2).
 */
@Provider
public class WholeNumbers implements ParamConverterProvider {

  @Override
  @SuppressWarnings("unchecked") // T is int or Integer here.
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, @Nullable Type genericType, Annotation @Nullable [] annotations) {
    if (annotations == null || !(type == int.class || type == Integer.class)) {
      return null;
    }
    return (ParamConverter<T>)
        Arrays.stream(annotations)
            .filter(QueryParam.class::isInstance)
            .map(parameter -> new WholeNumber(((QueryParam) parameter).value()))
            .findFirst()
            .orElse(null);
  }

  private record WholeNumber(String parameter) implements ParamConverter<Integer> {

    @Override
    public Integer fromString(String value) {
      try {
        return Integer.valueOf(value);
      } catch (NumberFormatException e) {
        throw new ProblemException(Problem.invalid(parameter, "must be a whole number"));
      }
    }

    @Override
    public String toString(Integer value) {
      return value.toString();
    }
  }
}
