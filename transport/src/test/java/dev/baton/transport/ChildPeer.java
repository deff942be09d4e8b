package dev.baton.transport;

import java.io.IOException;

/** A process that holds a network open until it is killed, or its parent is gone. */
final class ChildPeer {

  private ChildPeer() {}

  /** Prints the port and the public key, and then waits for the end of its input. */
  public static void main(String... args) throws IOException {
    Party party = Party.open();
    System.out.println(party.network.localPort());
    System.out.println(party.identity.publicKey());
    System.in.readAllBytes();
    System.exit(0);
  }
}
