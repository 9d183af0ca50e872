package dev.halfway.bus.prizes;

import dev.halfway.bus.OrderChanged;
import dev.halfway.bus.PrizeCalculated;
import dev.halfway.messages.Outgoing;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Queue;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Objects;

/** Calculates prizes and answers the centre. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class PrizeDesk {

  @Resource(lookup = "java:/jms/bus/centre")
  private Queue centre;

  @Inject private Outgoing outgoing;

  /** Answers what an order whose game was drawn has won. */
  public void calculate(OrderChanged order) {
    List<Integer> drawn = Objects.requireNonNull(order.drawn());
    outgoing.send(
        centre,
        new PrizeCalculated(
            order.order(), PrizeTable.prize(order.stake(), order.numbers(), drawn)));
  }
}
