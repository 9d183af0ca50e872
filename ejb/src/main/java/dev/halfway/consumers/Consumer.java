package dev.halfway.consumers;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a message-driven bean as a consumer and has its failures written down, so that a dead
 * letter can say why. The failure itself goes on to the broker, which redelivers.
 */
@InterceptorBinding
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Consumer {
  /** At most 64 characters; as in {@code decoupling.sms}. */
  @Nonbinding
  String value();
}
