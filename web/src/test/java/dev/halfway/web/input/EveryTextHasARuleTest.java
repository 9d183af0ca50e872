package dev.halfway.web.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.halfway.web.accounts.AccountName;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All that a client can write as text in a path, a query or a body. */
class EveryTextHasARuleTest {

  private static final Set<Class<? extends Annotation>> RULES =
      Set.of(Name.class, Text.class, Phone.class, AccountName.class, Password.class);

  /** Where the code behind takes nothing but what it can read, and why. */
  private static final Set<String> READ_BY_THEIR_OWN =
      Set.of(
          // Compared, and not kept.
          "OwnPasswordRequest.current",
          // Times and durations.
          "DelayMessageRequest.delay",
          "DelayMessageRequest.deliverAt",
          "DelayOrderRequest.payWithin",
          "DelayOrderRequest.payBy",
          "ReplayRequest.from",
          // Made by us: where a page has ended, and what is in doubt.
          "DelayMessagesResource.pending.after",
          "InDoubtResource.one.id",
          "InDoubtResource.resolve.id",
          "InDoubtResource.check.id",
          // Names of fault points, of which there is a list.
          "ComparisonBody.faults");

  /** By its place: whether it has a rule. */
  private final Map<String, Boolean> texts = new TreeMap<>();

  @Test
  void everyTextHasARule() {
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.halfway.web")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .forEach(this::lookAt);

    Set<String> without = new TreeSet<>();
    texts.forEach(
        (place, rule) -> {
          if (!rule) {
            without.add(place);
          }
        });
    assertThat(without).isEqualTo(new TreeSet<>(READ_BY_THEIR_OWN));
    assertThat(texts).hasSizeGreaterThan(40);
  }

  private void lookAt(Class<?> resource) {
    for (Method method : resource.getDeclaredMethods()) {
      if (Arrays.stream(method.getAnnotations())
          .anyMatch(one -> one.annotationType().isAnnotationPresent(HttpMethod.class))) {
        for (Parameter parameter : method.getParameters()) {
          lookAt(resource.getSimpleName() + "." + method.getName(), parameter);
        }
      }
    }
  }

  private void lookAt(String method, Parameter parameter) {
    String name = nameOf(parameter);
    if (!name.isEmpty()) {
      assertThat(parameter.getName()).as("what clients are told of " + method).isEqualTo(name);
      lookAt(method + "." + name, parameter.getAnnotatedType(), parameter);
    } else if (!parameter.isAnnotationPresent(Context.class)) {
      assertThat(parameter.getType()).as(method).isRecord();
      lookAtRecord(parameter.getType());
    }
  }

  /** As in the path or query; empty where it comes from neither. */
  private static String nameOf(Parameter parameter) {
    PathParam inPath = parameter.getAnnotation(PathParam.class);
    QueryParam inQuery = parameter.getAnnotation(QueryParam.class);
    return inPath != null ? inPath.value() : inQuery != null ? inQuery.value() : "";
  }

  private void lookAtRecord(Class<?> request) {
    for (RecordComponent component : request.getRecordComponents()) {
      try {
        lookAt(
            request.getSimpleName() + "." + component.getName(),
            component.getAnnotatedType(),
            request.getDeclaredField(component.getName()));
      } catch (NoSuchFieldException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }

  private void lookAt(String place, AnnotatedType type, AnnotatedElement element) {
    if (type.getType() == String.class) {
      texts.put(
          place,
          Stream.of(element, type)
              .flatMap(one -> Arrays.stream(one.getAnnotations()))
              .anyMatch(EveryTextHasARuleTest::isRule));
    } else if (type.getType() instanceof Class<?> component && component.isRecord()) {
      lookAtRecord(component);
    } else if (type instanceof AnnotatedParameterizedType parts) {
      for (AnnotatedType part : parts.getAnnotatedActualTypeArguments()) {
        lookAt(place, part, part);
      }
    }
  }

  /** One of ours, or a list of words. */
  private static boolean isRule(Annotation annotation) {
    return RULES.contains(annotation.annotationType())
        || (annotation instanceof Pattern pattern
            && pattern.regexp().matches("[a-z]+([|][a-z]+)*"));
  }
}
