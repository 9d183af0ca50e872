package dev.halfway.shared;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Why a consumer failed on a message, and how often. */
@Entity
@Table(name = "consumer_failure")
public class ConsumerFailure {

  @Id private String message;
  private String consumer;
  private String cause;
  private int attempts;
  private Instant at;

  @SuppressWarnings("NullAway.Init") // for Jakarta Persistence
  protected ConsumerFailure() {}

  ConsumerFailure(String message, String consumer, String cause, int attempts, Instant at) {
    this.message = message;
    this.consumer = consumer;
    this.cause = cause;
    this.attempts = attempts;
    this.at = at;
  }

  /** What identifies the message. */
  public String message() {
    return message;
  }

  /** The consumer's name. */
  public String consumer() {
    return consumer;
  }

  /** The innermost reason, at most 1,000 characters. */
  public String cause() {
    return cause;
  }

  /** How many deliveries have failed, the newest included. */
  public int attempts() {
    return attempts;
  }

  /** When the newest failed. */
  public Instant at() {
    return at;
  }
}
