package dev.baton.transport;

/** Why a network could not be opened. Immutable. */
public sealed interface NetworkFailure {

  /**
   * Another process, or another network of this one, holds the UDP port: choose another, or 0.
   *
   * @param address the address asked for
   * @param port the port asked for
   */
  record PortInUse(String address, int port) implements NetworkFailure {}

  /**
   * The address to bind is none, or none of this machine, or the port needs rights.
   *
   * @param address the address asked for
   * @param port the port asked for
   * @param detail the operating system's words
   */
  record BadBindAddress(String address, int port, String detail) implements NetworkFailure {}

  /**
   * The native QUIC library does not exist for this machine, or does not load.
   *
   * @param detail the operating system and processor, and the loader's words
   */
  record QuicMissing(String detail) implements NetworkFailure {}
}
