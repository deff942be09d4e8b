package dev.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the memory and the processor time of peer processes while they play. Where there is no
 * /proc, memory counts as 0. Confined to one thread.
 */
final class ProcessFigures {

  private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final Map<Integer, Start> starts = new TreeMap<>();
  private final Map<Integer, Long> peakKb = new TreeMap<>();
  private final Map<Integer, Double> cpuPercent = new TreeMap<>();

  /** Begins with those that are new. */
  void begin(List<PeerProcess> peers) {
    for (PeerProcess peer : peers) {
      starts.computeIfAbsent(peer.number(), number -> new Start(cpu(peer), System.nanoTime()));
    }
  }

  /** Measures those that were begun with, since then. */
  void take(List<PeerProcess> peers) {
    for (PeerProcess peer : peers) {
      peakKb.merge(peer.number(), residentPeakKb(peer.child().pid()), Math::max);
      Start start = starts.get(peer.number());
      if (start != null) {
        double usedNs = cpu(peer).minus(start.cpu).toNanos();
        cpuPercent.put(peer.number(), 100 * usedNs / (System.nanoTime() - start.atNs));
      }
    }
  }

  /** The figures of all peers, in their order. */
  Measured measured() {
    return new Measured(
        peakKb.values().stream().map(kb -> kb / 1024.0).toList(),
        new ArrayList<>(cpuPercent.values()));
  }

  private static Duration cpu(PeerProcess peer) {
    return ProcessHandle.of(peer.child().pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  private static long residentPeakKb(long pid) {
    try {
      Matcher line =
          RESIDENT.matcher(Files.readString(Path.of("/proc", String.valueOf(pid), "status")));
      return line.find() ? Long.parseLong(line.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private record Start(Duration cpu, long atNs) {}

  /**
   * What was measured.
   *
   * @param residentMbMax of each peer, the most memory that was resident
   * @param cpuPercent of each peer, the part of one core that it used while it played
   */
  record Measured(List<Double> residentMbMax, List<Double> cpuPercent) {

    /** Copies the lists. */
    Measured {
      residentMbMax = List.copyOf(residentMbMax);
      cpuPercent = List.copyOf(cpuPercent);
    }
  }
}
