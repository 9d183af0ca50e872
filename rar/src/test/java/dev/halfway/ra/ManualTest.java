package dev.halfway.ra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.inbound.HalfMessageActivationSpec;
import dev.halfway.ra.lab.Manual;
import dev.halfway.ra.outbound.HalfMessageManagedConnectionFactory;
import jakarta.resource.spi.ConfigProperty;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of the manual are what servers read in the annotations, and what the code does. */
class ManualTest {

  private enum Table {
    ADAPTER(
        "## Of the adapter", HalfMessageResourceAdapter.class, HalfMessageResourceAdapter.class),
    FACTORY(
        "## Of a connection factory",
        HalfMessageManagedConnectionFactory.class,
        HalfMessageManagedConnectionFactory.class),
    CHECKER(
        "## Of a checker's activation",
        HalfMessageActivationSpec.class,
        HalfMessageActivationSpec.class);

    final String below;
    final Class<?> annotated;
    final Class<?> made;

    Table(String below, Class<?> annotated, Class<?> made) {
      this.below = below;
      this.annotated = annotated;
      this.made = made;
    }

    Stream<Field> properties() {
      return Arrays.stream(annotated.getDeclaredFields())
          .filter(field -> field.isAnnotationPresent(ConfigProperty.class));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPropertyIsInTheManualAsItIsInItsAnnotation(Table table) {
    List<String> rows = table.properties().map(ManualTest::row).toList();

    assertThat(rows).isNotEmpty();
    assertThat(String.join("\n", Manual.page("configuration.md").tableAfter(table.below)))
        .isEqualTo(String.join("\n", rows));
  }

  @ParameterizedTest
  @EnumSource
  void theDefaultsOfTheAnnotationsAreThoseOfTheCode(Table table) throws Exception {
    Object fresh = table.made.getConstructor().newInstance();

    for (Field field : table.properties().toList()) {
      assertThat(Objects.toString(value(fresh, field.getName()), ""))
          .as(field.getName())
          .isEqualTo(annotation(field).defaultValue());
    }
  }

  private static Object value(Object bean, String property)
      throws IntrospectionException, ReflectiveOperationException {
    return new PropertyDescriptor(property, bean.getClass()).getReadMethod().invoke(bean);
  }

  private static String row(Field field) {
    ConfigProperty annotation = annotation(field);
    String none = annotation.defaultValue().isEmpty() ? "" : "`";
    return "| `%s` | %s%s%s | %s |"
        .formatted(
            field.getName(),
            none,
            annotation.defaultValue(),
            none,
            String.join(" ", annotation.description()));
  }

  private static ConfigProperty annotation(Field field) {
    return field.getAnnotation(ConfigProperty.class);
  }
}
