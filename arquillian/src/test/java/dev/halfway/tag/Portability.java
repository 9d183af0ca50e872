package dev.halfway.tag;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * What is tested with another server, broker, database or Java as well: {@code -Pportability} runs
 * it, and nothing else does but for its {@link Slice}.
 */
@Tag("portability")
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Portability {}
