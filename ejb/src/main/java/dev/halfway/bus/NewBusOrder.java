package dev.halfway.bus;

import java.math.BigDecimal;
import java.util.List;

/**
 * An order before it is placed.
 *
 * @param numbers different ones, from 1 to 99; at most 10
 * @param stake with two decimals at most
 */
public record NewBusOrder(String game, List<Integer> numbers, BigDecimal stake) {}
