package dev.halfway.cluster;

import dev.halfway.server.ServerProcess;
import java.util.concurrent.CountDownLatch;

/** Starts two nodes, their broker and their database on this machine, until it is interrupted. */
final class TwoNodesForTrial {

  private TwoNodesForTrial() {}

  /** Prints where they are. */
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("Starting PostgreSQL, Artemis and two nodes ...");
    TwoNodes nodes = TwoNodes.startAsUsersDo();
    CountDownLatch interrupted = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  // Ctrl-C has stopped their broker at the same time: without it they take minutes.
                  nodes.nodes().forEach(ServerProcess::kill);
                  nodes.close();
                  interrupted.countDown();
                }));
    System.out.printf("%nPostgreSQL  127.0.0.1:%d%n", nodes.postgres().port());
    System.out.printf("Artemis     127.0.0.1:%d%n", nodes.broker().port());
    System.out.printf("node one    %s%n", nodes.one().client().request("").build().uri());
    System.out.printf("node two    %s%n", nodes.two().client().request("").build().uri());
    System.out.printf("password of the operator: %s%n", nodes.operatorPassword());
    System.out.println("Ctrl-C stops all of them.");
    interrupted.await();
  }
}
