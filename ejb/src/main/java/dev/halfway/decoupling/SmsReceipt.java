package dev.halfway.decoupling;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What the SMS centre last reported about an SMS it had accepted. */
@Entity
@Table(name = "sms_receipt")
public class SmsReceipt {

  @Id
  @Column(name = "sms_message_id")
  private String smsMessageId;

  private String state;
  private Instant at;

  @SuppressWarnings("NullAway.Init") // for Jakarta Persistence
  protected SmsReceipt() {}

  /** As the centre writes it, for example {@code DELIVRD} or {@code UNDELIV}. */
  public String state() {
    return state;
  }

  @Override
  public String toString() {
    return smsMessageId + " " + state + " at " + at;
  }
}
