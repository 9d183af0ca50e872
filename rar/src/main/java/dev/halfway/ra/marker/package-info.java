/**
 * The marker store: the rows in the application's own database that say how each half transaction
 * ended, and who relays which queue.
 *
 * <p>Plain SQL over a {@link javax.sql.DataSource}, with one small {@link
 * dev.halfway.ra.dialect.Dialect} per database. A marker is written in the transaction it speaks
 * of; everything else happens on connections of the adapter's own, outside any JTA transaction, in
 * local transactions of one statement or a few.
 *
 * <p>Two rules carry the rest. A marker and a fence have the same key in the same table, so of the
 * two the database lets exactly one be. And a marker table is never made a second time: a number
 * below that of any existing one belongs to a table that may have been dropped, and an empty table
 * in its place would let a fence contradict a row that nobody can see any more.
 */
@NullMarked
package dev.halfway.ra.marker;

import org.jspecify.annotations.NullMarked;
