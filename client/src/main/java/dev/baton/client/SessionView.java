package dev.baton.client;

import dev.baton.core.Epoch;
import dev.baton.core.HostAddress;
import dev.baton.core.PeerId;
import dev.baton.core.Seat;
import dev.baton.core.TableSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the session stands, as the game's thread sees it; replaced as a whole by the driver's.
 *
 * @param self this peer
 * @param host who is host
 * @param epoch in which epoch
 * @param table the name table
 */
record SessionView(PeerId self, PeerId host, Epoch epoch, TableSnapshot table) {

  Optional<Seat> seat(PeerId peer) {
    return table.seats().stream().filter(seat -> seat.peer().equals(peer)).findFirst();
  }

  /** The first of the succession, who hold the complete state. */
  static List<PeerId> standbys(TableSnapshot table) {
    List<PeerId> order = table.succession();
    return order.subList(0, Math.min(order.size(), table.rules().standbys()));
  }

  List<Peer> peers() {
    List<PeerId> standbys = standbys(table);
    List<Peer> peers = new ArrayList<>();
    for (Seat seat : table.seats()) {
      peers.add(
          new Peer(
              seat.peer(),
              seat.name(),
              seat.endpoint(),
              seat.present(),
              seat.peer().equals(host),
              standbys.contains(seat.peer()),
              seat.attributes()));
    }
    return peers;
  }

  Optional<HostChange> change(Epoch newEpoch, PeerId newHost) {
    return seat(newHost)
        .map(seat -> new HostChange(newEpoch, newHost, newHost.equals(self), seat.endpoint()));
  }

  /** Where the present host is, and by which key it is known. */
  Optional<HostAddress> hostAddress() {
    return seat(host).map(seat -> new HostAddress(seat.key(), seat.endpoint()));
  }
}
