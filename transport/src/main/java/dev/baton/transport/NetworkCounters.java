package dev.baton.transport;

/**
 * What a network has counted since it was opened; one reading. Immutable.
 *
 * @param packetsIn UDP packets received
 * @param packetsOut UDP packets sent, those that the link shaper dropped not included
 * @param garbage packets that are no QUIC of any link or dialler here; ignored
 * @param knocksIn one-byte packets of others who watch this port; ignored
 * @param knocksOut one-byte packets sent to watched ports
 * @param unreachable times the system said that a port is closed
 * @param linksOpened links reported open or as a replacement
 * @param duplicates links closed because another to the same peer was kept
 * @param handshakesFailed dialled or accepted links that never opened
 * @param handshakesRefused accepted links dropped because {@link NetworkLimits#handshakesMax} or
 *     {@link NetworkLimits#linksMax} was reached
 * @param overflows links closed because a queue was full
 * @param malformed links closed because the other side broke the framing
 * @param datagramsIn datagrams handed to the listener
 * @param datagramsOut datagrams handed to QUIC
 * @param shaperLost packets that the link shaper lost or cut
 * @param shaperDoubled packets that the link shaper sent twice
 * @param shaperOverflows packets lost because the link shaper's queue was full
 * @param sendErrors UDP packets that the system refused to send
 */
public record NetworkCounters(
    long packetsIn,
    long packetsOut,
    long garbage,
    long knocksIn,
    long knocksOut,
    long unreachable,
    long linksOpened,
    long duplicates,
    long handshakesFailed,
    long handshakesRefused,
    long overflows,
    long malformed,
    long datagramsIn,
    long datagramsOut,
    long shaperLost,
    long shaperDoubled,
    long shaperOverflows,
    long sendErrors) {}
