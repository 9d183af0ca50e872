package dev.halfway.web.openapi;

import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Names the schemas of enums after the first property that has them, as in {@code RegistrationSms}.
 * Many enums are called State or Status, and would only be numbered.
 */
final class EnumNames {

  private static final String REFERENCE = "#/components/schemas/";

  private EnumNames() {}

  static void change(OpenAPI api) {
    Map<String, Schema> schemas = new TreeMap<>(api.getComponents().getSchemas());
    Map<String, String> names = new TreeMap<>();
    schemas.forEach(
        (owner, schema) -> {
          if (schema.getProperties() != null) {
            schema
                .getProperties()
                .forEach((property, type) -> change(schemas, names, type, nameOf(owner, property)));
          }
        });
    Map<String, Schema> renamed = new TreeMap<>();
    schemas.forEach((name, schema) -> renamed.put(names.getOrDefault(name, name), schema));
    api.getComponents().setSchemas(renamed);
  }

  private static void change(
      Map<String, Schema> schemas, Map<String, String> names, Schema type, String name) {
    Schema reference = type.getItems() == null ? type : type.getItems();
    String old = target(reference);
    Schema target = old == null ? null : schemas.get(old);
    if (old != null && target != null && target.getEnumeration() != null) {
      reference.setRef(REFERENCE + names.computeIfAbsent(old, unused -> name));
    }
  }

  private static @Nullable String target(Schema schema) {
    String reference = schema.getRef();
    return reference == null ? null : reference.substring(REFERENCE.length());
  }

  private static String nameOf(String owner, String property) {
    return owner + Character.toUpperCase(property.charAt(0)) + property.substring(1);
  }
}
