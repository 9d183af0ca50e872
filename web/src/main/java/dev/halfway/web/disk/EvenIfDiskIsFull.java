package dev.halfway.web.disk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method that works on when the disk is full, although it changes something: by it an
 * operator lets go, or keeps, what takes the space.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface EvenIfDiskIsFull {}
