/**
 * What a deployer may decide instead of us: who may be which driver.
 *
 * <p>A jar of its own in the EAR's lib folder, because a jar that is put beside it there sees no
 * module of the EAR.
 */
@NullMarked
package dev.halfway.access;

import org.jspecify.annotations.NullMarked;
