package dev.baton.architecture.planted.core;

import java.time.Clock;
import java.time.Instant;
import java.util.Calendar;
import java.util.function.LongSupplier;

/** Faults: clocks in a pure module. */
public final class TellsTime {
  long nanos() {
    return System.nanoTime();
  }

  long millis() {
    return System.currentTimeMillis();
  }

  LongSupplier named() {
    return System::nanoTime;
  }

  Instant now() {
    return Instant.now();
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  Calendar calendar() {
    return Calendar.getInstance();
  }
}
