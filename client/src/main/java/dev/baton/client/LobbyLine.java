package dev.baton.client;

import dev.baton.core.Epoch;
import dev.baton.core.Message;
import dev.baton.core.TableSnapshot;

/**
 * What a session says to its lobby; dropped while the lobby is not connected. A lobby that is gone
 * changes nothing for a running session. Called on the driver's thread; never blocks.
 */
interface LobbyLine {

  /** The session is under way: the machine is to know that there is a lobby. */
  void opened();

  /** To the lobby in its role as witness. */
  void witness(Message message);

  /** This peer is host now, and here is the proof. */
  void publishHost(Message.Announce announce);

  /** Who is in the session, from its host. */
  void publishTable(Epoch epoch, TableSnapshot table);

  /** The session is over. */
  void publishTermination(Epoch epoch);

  /** Another peer is host: what this one told as host is not to be told again. */
  void followsAnother();

  /** This peer leaves the session for good. */
  void leave();

  /** Nothing more will be said. */
  void close();

  /** There is no lobby. */
  LobbyLine NONE =
      new LobbyLine() {
        @Override
        public void opened() {}

        @Override
        public void witness(Message message) {}

        @Override
        public void publishHost(Message.Announce announce) {}

        @Override
        public void publishTable(Epoch epoch, TableSnapshot table) {}

        @Override
        public void publishTermination(Epoch epoch) {}

        @Override
        public void followsAnother() {}

        @Override
        public void leave() {}

        @Override
        public void close() {}
      };
}
