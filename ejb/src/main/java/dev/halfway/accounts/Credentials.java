package dev.halfway.accounts;

/**
 * What somebody says who wants to be let in; nobody has looked at it yet.
 *
 * @param name of an account, or anything else
 * @param password as it came
 */
public record Credentials(String name, String password) {

  @Override
  public String toString() {
    return "Credentials[hidden]";
  }
}
