package dev.halfway.access;

/**
 * Decides who may be which driver. The bean that is there knows the tokens that operators have
 * issued; another one takes its place that is an {@code @Alternative} with a {@code @Priority}, in
 * a jar in the EAR's lib folder.
 *
 * <p>It is asked whenever an app connects or accepts a dispatch with a token, and every 20 seconds
 * for each app that is connected with one. Apps on this machine are let in without being asked for.
 *
 * <p>What it throws lets nobody in, and disconnects nobody. It must be quick, and thread-safe; and
 * it must not take another time for drivers that there are than for those that there are not.
 */
public interface DriverAccess {

  /**
   * Whether an app that shows this token is this driver's.
   *
   * @param driver 1 to 64 characters, in their normal form
   * @param token as the app has shown it: 1 to 4,096 characters of RFC 6750's
   */
  boolean isDriver(String driver, String token);
}
