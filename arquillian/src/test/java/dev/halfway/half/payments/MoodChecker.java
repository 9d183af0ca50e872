package dev.halfway.half.payments;

import dev.halfway.ra.api.HalfMessage;
import dev.halfway.ra.api.TransactionChecker;
import dev.halfway.ra.api.Verdict;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSException;
import java.util.List;
import org.jboss.ejb3.annotation.ResourceAdapter;

/**
 * Answers as the message says, which is a name and then one answer for each check: a verdict, or
 * THROW. The last answer stands.
 */
@MessageDriven(
    activationConfig = @ActivationConfigProperty(propertyName = "group", propertyValue = "moods"))
@ResourceAdapter("halfway")
public class MoodChecker implements TransactionChecker {

  @Override
  public Verdict check(HalfMessage message) {
    List<String> answers = answers(message);
    String answer = answers.get(Math.min(message.checks(), answers.size() - 1));
    if (answer.equals("THROW")) {
      throw new IllegalStateException("the message says so");
    }
    return Verdict.valueOf(answer);
  }

  private static List<String> answers(HalfMessage message) {
    try {
      List<String> words = List.of(message.message().getBody(String.class).split(" "));
      return words.subList(1, words.size());
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
