package dev.halfway.half;

import dev.halfway.ra.HalfMessagesMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javax.management.JMX;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The adapter's MXBean in a server, as a console sees it: over the management port. Each call has a
 * connection of its own, so that it works after whatever happened to the server.
 *
 * @param managementPort of the server, on the loopback address
 * @param node of the adapter
 */
record AdapterBean(int managementPort, String node) {

  boolean isReady() {
    return ask(HalfMessagesMXBean::isReady);
  }

  List<String> alarms() {
    return ask(HalfMessagesMXBean::getAlarms);
  }

  /** One of its counters. */
  long count(ToLongFunction<HalfMessagesMXBean> counter) {
    return ask(counter::applyAsLong);
  }

  List<String> inDoubt() {
    return ask(bean -> bean.inDoubt(100));
  }

  String resolve(String id, String verdict) {
    return ask(bean -> bean.resolve(id, verdict, "for a test"));
  }

  String check(String id) {
    return ask(bean -> bean.check(id));
  }

  @SuppressWarnings("BanJNDI") // The server is ours.
  private <T> T ask(Function<HalfMessagesMXBean, T> question) {
    try (JMXConnector connector =
        JMXConnectorFactory.connect(
            new JMXServiceURL("service:jmx:remote+http://127.0.0.1:" + managementPort))) {
      return question.apply(
          JMX.newMXBeanProxy(
              connector.getMBeanServerConnection(),
              new ObjectName("dev.halfway:type=HalfMessages,node=" + node),
              HalfMessagesMXBean.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
