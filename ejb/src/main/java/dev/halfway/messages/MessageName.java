package dev.halfway.messages;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a {@link Payload} is called in its message's type, where that is not the name of the record:
 * a record may be renamed, messages that are on their way may not.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface MessageName {
  /** Without the version. */
  String value();
}
