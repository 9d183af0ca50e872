package dev.halfway.web.input;

import dev.halfway.text.Names;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Brings a {@link Name} in a path or query into its normal form. */
@Provider
public class NameConverters implements ParamConverterProvider {

  @Override
  @SuppressWarnings("unchecked") // T is String here.
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, @Nullable Type genericType, Annotation @Nullable [] annotations) {
    return type == String.class
            && annotations != null
            && Arrays.stream(annotations).anyMatch(Name.class::isInstance)
        ? (ParamConverter<T>) new NormalName()
        : null;
  }

  private record NormalName() implements ParamConverter<String> {

    @Override
    public String fromString(String value) {
      return Names.normal(value);
    }

    @Override
    public String toString(String value) {
      return value;
    }
  }
}
