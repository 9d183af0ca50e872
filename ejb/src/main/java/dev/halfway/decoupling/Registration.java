package dev.halfway.decoupling;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user who registered, and what became of the SMS that welcomes them. */
@Entity
@Table(name = "registration")
public class Registration {

  /** What became of the SMS. */
  public enum Sms {
    /** Not accepted by the SMS centre yet. */
    PENDING,
    /** Accepted by the SMS centre. */
    SENT,
    /** Given up; the message stands in the dead letters. */
    FAILED
  }

  @Id private UUID id;
  private String username;
  private String phone;

  @Column(name = "registered_at")
  private Instant registeredAt;

  @Enumerated(EnumType.STRING)
  private Sms sms;

  private int attempts;

  @Column(name = "last_error")
  private @Nullable String lastError;

  @Column(name = "sms_message_id")
  private @Nullable String smsMessageId;

  @Column(name = "sms_sent_at")
  private @Nullable Instant smsSentAt;

  @SuppressWarnings("NullAway.Init") // for Jakarta Persistence
  protected Registration() {}

  void smsSent(String messageId, Instant at) {
    attempts++;
    sms = Sms.SENT;
    lastError = null;
    smsMessageId = messageId;
    smsSentAt = at;
  }

  /** Identifies the registration. */
  public UUID id() {
    return id;
  }

  /** Unique among all registrations. */
  public String username() {
    return username;
  }

  /** E.164. */
  public String phone() {
    return phone;
  }

  /** When it was accepted. */
  public Instant registeredAt() {
    return registeredAt;
  }

  /** What became of the SMS. */
  public Sms sms() {
    return sms;
  }

  /** How often it was tried; an outage of the SMS centre counts nothing. */
  public int attempts() {
    return attempts;
  }

  /** Why the last attempt failed; null before one has, and after one succeeded. */
  public @Nullable String lastError() {
    return lastError;
  }

  /**
   * What the SMS centre calls the SMS, of its last part where it has several; null until it is
   * sent.
   */
  public @Nullable String smsMessageId() {
    return smsMessageId;
  }

  /** When the SMS centre accepted it; null until then. */
  public @Nullable Instant smsSentAt() {
    return smsSentAt;
  }
}
