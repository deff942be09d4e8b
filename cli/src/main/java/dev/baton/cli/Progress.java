package dev.baton.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Says what a run is doing, one line for each step, with the seconds since its start. */
final class Progress {

  private final PrintWriter out;
  private final long startNs = System.nanoTime();

  Progress(PrintWriter out) {
    this.out = out;
  }

  void say(String format, Object... values) {
    double seconds = (System.nanoTime() - startNs) / 1e9;
    out.println(
        String.format(Locale.ROOT, "%6.1f s  ", seconds)
            + String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
