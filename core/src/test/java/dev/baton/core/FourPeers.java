package dev.baton.core;

/** A host and three peers, and what one of them says to another, for tests of votes. */
abstract class FourPeers {

  static final Epoch NEXT = new Epoch(2);
  static final Epoch THIRD = new Epoch(3);

  final World world = World.of(4, 81);
  final Node host = world.nodes.get(0);
  final Node second = world.nodes.get(1);
  final Node third = world.nodes.get(2);
  final Node fourth = world.nodes.get(3);

  final Message.Claim claim(Epoch epoch, Node candidate, boolean decided) {
    return claim(epoch, candidate, StateId.NONE, decided);
  }

  final Message.Claim claim(Epoch epoch, Node candidate, StateId held, boolean decided) {
    TableSnapshot table = host.table();
    return new Message.Claim(
        epoch, candidate.id(), table.number(), table.chain(), held, false, decided);
  }

  final Message.Vote vote(Epoch epoch, Node candidate, Node voter, boolean sponsored) {
    Message.Vote unsigned = vote(epoch, candidate, voter, sponsored, Bytes.EMPTY);
    Bytes key = TestCredentials.keyOf(voter.name);
    byte[] content = unsigned.signedContent(world.session);
    return vote(epoch, candidate, voter, sponsored, TestCredentials.signature(key, content));
  }

  final Message.Vote vote(
      Epoch epoch, Node candidate, Node voter, boolean sponsored, Bytes signature) {
    TableSnapshot table = host.table();
    int joinedAt = table.seats().get(voter.id().value() - 1).joinedAt();
    return new Message.Vote(
        epoch,
        candidate.id(),
        voter.id(),
        joinedAt,
        table.number(),
        table.chain(),
        StateId.NONE,
        StateId.NONE,
        sponsored,
        signature);
  }

  static void say(Node from, Node to, Message message) {
    to.give(new Input.MessageArrived(from.key(), from.endpoint(), message, true));
  }
}
