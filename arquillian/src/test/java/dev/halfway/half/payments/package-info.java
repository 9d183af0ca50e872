/**
 * Applications beside the adapter alone: one that pays, in a transaction that ends as it is told,
 * one that tells the adapter how such transactions ended, and one for an operator.
 */
@NullMarked
package dev.halfway.half.payments;

import org.jspecify.annotations.NullMarked;
