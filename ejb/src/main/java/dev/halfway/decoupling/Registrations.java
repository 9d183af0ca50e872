package dev.halfway.decoupling;

import dev.halfway.decoupling.link.Deadline;
import dev.halfway.messages.Outgoing;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Queue;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Registers users. */
@ApplicationScoped
@Transactional(rollbackOn = {UsernameTaken.class, SmsNotSent.class})
public class Registrations {

  /** Callers are to be answered within 5 s, and the database takes its time too. */
  private static final Duration INLINE = Duration.ofMillis(3_500);

  @Inject private RegistrationRows rows;
  @Inject private Outgoing outgoing;
  @Inject private SmsCentre centre;
  @Inject private SmsReceipts receipts;
  @Inject private WelcomeSms sms;

  @Resource(lookup = "java:/jms/decoupling/sms")
  private Queue smsRequests;

  /**
   * Registers a user and asks for the SMS that welcomes them, both in one transaction; the SMS is
   * sent after this has returned, whether the SMS centre is up or not.
   *
   * @param username 1 to 64 characters
   * @param phone E.164
   * @throws UsernameTaken when nothing was stored
   */
  public Registration register(String username, String phone) throws UsernameTaken {
    Registration registration = store(username, phone);
    outgoing.send(smsRequests, new SmsRequested(registration.id()));
    return registration;
  }

  /**
   * Registers a user the old way: sends the SMS before it returns, so that both ways can be
   * compared. It waits for the SMS centre for 3.5 s in all, whatever that does or does not do.
   *
   * @throws UsernameTaken when nothing was stored
   * @throws SmsNotSent when the SMS centre is out of reach, refuses, or does not answer in time;
   *     nothing was stored, but in the last case the SMS may have been sent
   */
  public Registration registerInline(String username, String phone)
      throws UsernameTaken, SmsNotSent {
    Deadline deadline = Deadline.in(INLINE);
    // Before there is a row: one that is not committed would keep others of this name waiting.
    centre.awaitReachable(deadline);
    Registration registration = store(username, phone);
    return sms.send(registration, deadline);
  }

  /** The registration of this id. */
  public Optional<Registration> find(UUID id) {
    return rows.find(id);
  }

  /**
   * What the SMS centre reports of the delivery of this registration's SMS, as in {@code DELIVRD};
   * absent before it has.
   */
  public Optional<String> receiptFor(UUID id) {
    return receipts.of(id);
  }

  private Registration store(String username, String phone) throws UsernameTaken {
    Registration registration =
        Registration.pending(
            UUID.randomUUID(), username, phone, Instant.now().truncatedTo(ChronoUnit.MICROS));
    if (!rows.add(registration)) {
      throw new UsernameTaken(username);
    }
    return registration;
  }
}
