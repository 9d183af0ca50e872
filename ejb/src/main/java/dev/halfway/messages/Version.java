package dev.halfway.messages;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The version of a {@link Payload}, raised when a change would be misread by yesterday's consumer;
 * 1 when absent.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Version {
  /** From 1 up. */
  int value();
}
