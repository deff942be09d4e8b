package dev.baton.architecture.planted.core;

import java.io.IOException;
import java.util.Timer;

/** Faults: threads and processes in a pure module. */
public final class StartsThreads {
  Thread thread() {
    return new Thread();
  }

  Thread current() {
    return Thread.currentThread();
  }

  ThreadLocal<String> local() {
    return ThreadLocal.withInitial(() -> "");
  }

  Timer timer() {
    return new Timer();
  }

  Process process() throws IOException {
    return new ProcessBuilder().start();
  }

  int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
