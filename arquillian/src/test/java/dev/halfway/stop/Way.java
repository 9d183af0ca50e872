package dev.halfway.stop;

import dev.halfway.server.ServerProcess;

/** How an operator stops a server in order, and has it go on. */
enum Way {
  /** As Ctrl-C and service managers do. */
  SIGTERM {
    @Override
    void stop(ServerProcess server) {
      server.stop();
    }
  },
  /** What is under way gets some time. */
  SHUTDOWN {
    @Override
    void stop(ServerProcess server) {
      server.cli(":shutdown(suspend-timeout=5)");
      server.awaitEnd();
    }
  },
  /** The same process starts its services anew. */
  RELOAD {
    @Override
    void stop(ServerProcess server) {
      server.cli("reload");
    }
  },
  /** Nothing new is let in, and then again. */
  SUSPEND {
    @Override
    void stop(ServerProcess server) {
      server.cli(":suspend(suspend-timeout=5)\n:resume");
    }
  },
  /** The application alone, its resource adapter included. */
  REDEPLOY {
    @Override
    void stop(ServerProcess server) {
      server.cli("/deployment=halfway.ear:redeploy");
    }
  },
  /** The application is taken away and comes back. */
  UNDEPLOY {
    @Override
    void stop(ServerProcess server) {
      server.cli("/deployment=halfway.ear:undeploy\n/deployment=halfway.ear:deploy");
    }
  };

  abstract void stop(ServerProcess server);

  /** Stops it and has it go on. */
  void restart(ServerProcess server) {
    stop(server);
    if (!server.isAlive()) {
      server.start();
    }
  }
}
