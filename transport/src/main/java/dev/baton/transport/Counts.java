package dev.baton.transport;

/** The running counters behind {@link NetworkCounters}. Confined to the network's thread. */
final class Counts {

  long packetsIn;
  long packetsOut;
  long garbage;
  long knocksIn;
  long knocksOut;
  long unreachable;
  long linksOpened;
  long duplicates;
  long handshakesFailed;
  long handshakesRefused;
  long overflows;
  long malformed;
  long datagramsIn;
  long datagramsOut;
  long shaperLost;
  long shaperDoubled;
  long shaperOverflows;
  long sendErrors;

  NetworkCounters reading() {
    return new NetworkCounters(
        packetsIn,
        packetsOut,
        garbage,
        knocksIn,
        knocksOut,
        unreachable,
        linksOpened,
        duplicates,
        handshakesFailed,
        handshakesRefused,
        overflows,
        malformed,
        datagramsIn,
        datagramsOut,
        shaperLost,
        shaperDoubled,
        shaperOverflows,
        sendErrors);
  }
}
