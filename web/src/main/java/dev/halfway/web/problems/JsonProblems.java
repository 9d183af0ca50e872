package dev.halfway.web.problems;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON that cannot be read as what was expected: says which field, and what it must be. */
final class JsonProblems {

  private static final Pattern DUPLICATE = Pattern.compile("^Duplicate field '([^']{1,64})'");

  private JsonProblems() {}

  static @Nullable Response of(Throwable failure) {
    return failure instanceof JsonProcessingException e
        ? Problem.invalid(fieldOf(e), messageOf(e)).toResponse()
        : null;
  }

  private static String fieldOf(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return pathOf(mapping);
    }
    Matcher duplicate = DUPLICATE.matcher(e.getOriginalMessage());
    return duplicate.find() ? duplicate.group(1) : "body";
  }

  private static String messageOf(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException) {
      return "is not a field of this request";
    }
    if (e instanceof InvalidFormatException format) {
      return "must be " + nameOf(format.getTargetType());
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "must be " + nameOf(mismatch.getTargetType());
    }
    if (e instanceof InputCoercionException || e.getCause() instanceof InputCoercionException) {
      return "must be a number within range";
    }
    JsonProcessingException broken = e.getCause() instanceof JsonParseException parse ? parse : e;
    return "is not JSON" + at(broken.getLocation()) + ": " + firstLine(broken.getOriginalMessage());
  }

  private static String pathOf(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String nameOf(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + List.of(type.getEnumConstants());
    }
    if (type == String.class) {
      return "a string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number within range";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "an array";
    }
    if (type.isRecord() || Map.class.isAssignableFrom(type)) {
      return "an object";
    }
    return type == UUID.class ? "a UUID" : "a valid " + type.getSimpleName();
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}
