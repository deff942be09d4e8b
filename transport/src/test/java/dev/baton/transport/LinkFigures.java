package dev.baton.transport;

import dev.baton.core.PeerKey;
import dev.baton.transport.Party.Event;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Measures links on loopback and prints the figures; run by hand, as {@code docs/decisions} tells.
 */
final class LinkFigures {

  private static final int ROUND_TRIPS = 2000;
  private static final int LINKS = 31;
  private static final int RATE_HZ = 60;
  private static final int SECONDS = 10;

  private LinkFigures() {}

  /**
   * Prints figures.
   *
   * @param args any of: warm, connect, rtt, bulk, delay, kill, load; with {@code lossy} before them
   *     at a round trip of 60 ms, jitter of 10 ms, loss of 1 percent
   */
  public static void main(String... args) throws Exception {
    List<String> what = new ArrayList<>(Arrays.asList(args));
    LinkConditions conditions =
        what.remove("lossy")
            ? LinkConditions.of(Duration.ofMillis(60), Duration.ofMillis(10), 1, 1)
            : LinkConditions.NONE;
    for (String one : what) {
      switch (one) {
        case "connect" -> connect(conditions);
        case "warm" -> warmUp();
        case "rtt" -> roundTrips(conditions);
        case "bulk" -> bulk(conditions);
        case "delay" -> delay();
        case "kill" -> kill();
        case "load" -> load(conditions);
        default -> throw new IllegalArgumentException("unknown figure: " + one);
      }
    }
    print("resident %d KiB", residentKib());
  }

  private static Party open(LinkConditions conditions) throws NetworkException {
    return new Party(Party.local(Identity.create()).conditions(conditions));
  }

  private static void warmUp() throws NetworkException {
    long fromNs = System.nanoTime();
    Network.warmUp();
    print("warm-up: %.0f ms", (System.nanoTime() - fromNs) / 1e6);
  }

  private static void connect(LinkConditions conditions) throws Exception {
    double[] ms = new double[20];
    for (int i = 0; i < ms.length; i++) {
      try (Party a = open(conditions);
          Party b = open(conditions)) {
        long fromNs = System.nanoTime();
        a.connect(b);
        ms[i] = (System.nanoTime() - fromNs) / 1e6;
      }
    }
    print(
        "connect: first %.1f ms, second %.1f ms, median of the rest %.1f ms",
        ms[0], ms[1], median(Arrays.copyOfRange(ms, 2, ms.length)));
  }

  private static void roundTrips(LinkConditions conditions) throws Exception {
    try (Party a = open(conditions);
        Party b = open(conditions)) {
      Link link = a.connect(b);
      b.react(e -> answer(e));
      double[] ms = new double[conditions.areNone() ? ROUND_TRIPS : 200];
      long[] sentNs = new long[1];
      int lost = 0;
      for (int i = 0; i < ms.length; i++) {
        ByteBuffer ping = ByteBuffer.allocate(200).putInt(0, i);
        a.onLoop(
            n -> {
              sentNs[0] = System.nanoTime();
              return link.sendDatagram(ping);
            });
        int number = i;
        try {
          a.await(Event.Datagram.class, e -> e.content().toBuffer().getInt() == number);
        } catch (AssertionError e) {
          lost++;
        }
        ms[i] = (System.nanoTime() - sentNs[0]) / 1e6;
      }
      Arrays.sort(ms);
      print(
          "round trip: median %.3f ms, 99 %% %.3f ms, lost %d of %d",
          median(ms), ms[ms.length * 99 / 100], lost, ms.length);
    }
  }

  private static void answer(Event event) {
    if (event instanceof Event.Datagram d && !d.link().sendDatagram(d.content().toBuffer())) {
      throw new IllegalStateException("the link is closed");
    }
  }

  private static void bulk(LinkConditions conditions) throws Exception {
    try (Party a = open(conditions);
        Party b = open(conditions)) {
      Link link = a.connect(b);
      for (int size : new int[] {50_000, 200_000, 1_000_000, 10_000_000}) {
        ByteBuffer blob = ByteBuffer.allocate(size);
        long fromNs = System.nanoTime();
        a.onLoop(n -> link.sendBulk(blob));
        b.await(Event.Bulk.class);
        double ms = (System.nanoTime() - fromNs) / 1e6;
        print("blob of %d bytes: %.1f ms, %.1f MB/s", size, ms, size / ms / 1000);
      }
    }
  }

  private static void delay() throws Exception {
    LinkConditions far = LinkConditions.of(Duration.ofMillis(60), Duration.ZERO, 0, 1);
    try (Party a = open(far);
        Party b = open(LinkConditions.NONE)) {
      Link link = a.connect(b);
      long[] arrivedNs = new long[1];
      b.react(e -> arrivedNs[0] = System.nanoTime());
      double[] ms = new double[500];
      for (int i = 0; i < ms.length; i++) {
        long[] sentNs = new long[1];
        a.onLoop(
            n -> {
              sentNs[0] = n.loop().nowNs();
              return link.sendDatagram(ByteBuffer.allocate(100));
            });
        b.await(Event.Datagram.class);
        ms[i] = (arrivedNs[0] - sentNs[0]) / 1e6;
      }
      Arrays.sort(ms);
      print(
          "delay of 30 ms: least %.2f ms, median %.2f ms, 99 %% %.2f ms, most %.2f ms",
          ms[0], median(ms), ms[ms.length * 99 / 100], ms[ms.length - 1]);
    }
  }

  private static void kill() throws Exception {
    Random random = new Random();
    for (int gapMs : new int[] {2, 5, 10, 20}) {
      double[] ms = new double[20];
      double cpuPercent = 0;
      for (int i = 0; i < ms.length; i++) {
        NetworkLimits limits = PortWatchTest.knocks(Duration.ofMillis(gapMs));
        try (Party a = new Party(Party.local(Identity.create()).limits(limits));
            PortWatchTest.Child child = PortWatchTest.Child.start()) {
          PeerKey peer = child.connect(a);
          a.onLoop(n -> n.watchPort(peer));
          // At no fixed time between two knocks.
          long untilNs = System.nanoTime() + random.nextLong(100_000_000, 150_000_000);
          a.awaitThat("some knocks", n -> n.loop().nowNs() > untilNs);
          long cpuFromNs = cpuNs();
          long fromNs = System.nanoTime();
          child.process().destroyForcibly();
          a.await(Event.Unreachable.class);
          ms[i] = (System.nanoTime() - fromNs) / 1e6;
          cpuPercent += (cpuNs() - cpuFromNs) / (ms[i] * 1e4) / ms.length;
        }
      }
      Arrays.sort(ms);
      print(
          "kill, knock every %d ms: least %.1f ms, median %.1f ms, most %.1f ms (%.0f %% of a"
              + " core)",
          gapMs, ms[0], median(ms), ms[ms.length - 1], cpuPercent);
    }
  }

  private static void load(LinkConditions conditions) throws Exception {
    try (Party host = open(conditions)) {
      List<Party> others = new ArrayList<>();
      List<Link> links = new ArrayList<>();
      for (int i = 0; i < LINKS; i++) {
        Party other = open(conditions);
        others.add(other);
        other.connect(host);
        links.add(LinkTest.linkTo(host, other));
      }
      ByteBuffer state = ByteBuffer.allocate(Link.DATAGRAM_BYTES_MAX);
      long cpuFromNs = cpuNs();
      long fromNs = System.nanoTime();
      for (int tick = 0; tick < RATE_HZ * SECONDS; tick++) {
        long dueNs = fromNs + tick * 1_000_000_000L / RATE_HZ;
        java.util.concurrent.locks.LockSupport.parkNanos(dueNs - System.nanoTime());
        host.network.loop().execute(() -> links.forEach(link -> link.sendDatagram(state)));
      }
      double seconds = (System.nanoTime() - fromNs) / 1e9;
      long got = others.stream().mapToLong(o -> o.counters().datagramsIn()).sum();
      print(
          "load: %d links, %d Hz, %d bytes: %d of %d arrived, %.0f %% of a core for all %d peers",
          LINKS,
          RATE_HZ,
          Link.DATAGRAM_BYTES_MAX,
          got,
          (long) LINKS * RATE_HZ * SECONDS,
          (cpuNs() - cpuFromNs) / 1e7 / seconds,
          LINKS + 1);
      others.forEach(Party::close);
    }
  }

  private static long cpuNs() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long residentKib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(-1);
  }

  private static void print(String format, Object... values) {
    System.out.printf(format + "%n", values);
  }
}
