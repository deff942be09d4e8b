package dev.baton.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 5.5: an announcement is believed for its votes. */
class CertificateTest {

  private static final Epoch NEXT = new Epoch(2);
  private static final PeerId CANDIDATE = new PeerId(2);
  private static final Certificate.Known NOTHING =
      new Certificate.Known(List.of(), Optional.of(new PeerId(1)));

  private final World world = World.of(4, 61);
  private final NameTable table = NameTable.of(world.host().table());

  private Message.Vote vote(int voter, String signer) {
    return vote(voter, signer, table.seat(new PeerId(voter)).orElseThrow().joinedAt());
  }

  private Message.Vote vote(int voter, String signer, int joinedAt) {
    Message.Vote unsigned = vote(voter, joinedAt, Bytes.EMPTY);
    byte[] content = unsigned.signedContent(world.session);
    return vote(voter, joinedAt, TestCredentials.signature(TestCredentials.keyOf(signer), content));
  }

  private Message.Vote vote(int voter, int joinedAt, Bytes signature) {
    return new Message.Vote(
        NEXT,
        CANDIDATE,
        new PeerId(voter),
        joinedAt,
        table.number(),
        table.chain(),
        StateId.NONE,
        StateId.NONE,
        false,
        signature);
  }

  private boolean proves(Message.Vote... votes) {
    return proves(NOTHING, votes);
  }

  private boolean proves(Certificate.Known known, Message.Vote... votes) {
    Message.Announce announce =
        new Message.Announce(
            NEXT,
            CANDIDATE,
            StateId.NONE,
            List.of(votes),
            Optional.empty(),
            table.number(),
            table.chain(),
            List.of());
    return Certificate.proves(announce, table, new TestCredentials("judge"), known);
  }

  @Test
  void threeGenuineVotesOfFivePersuade() {
    assertThat(proves(vote(2, "peer2"), vote(3, "peer3"), vote(4, "peer4"))).isTrue();
  }

  @Test
  void twoOfFiveDoNot() {
    assertThat(proves(vote(2, "peer2"), vote(3, "peer3"))).isFalse();
  }

  @Test
  void aForgedSignatureDoesNotCount() {
    assertThat(proves(vote(2, "peer2"), vote(3, "peer3"), vote(4, "peer2"))).isFalse();
  }

  @Test
  void aVoteCountsOnce() {
    assertThat(proves(vote(2, "peer2"), vote(3, "peer3"), vote(3, "peer3"))).isFalse();
  }

  @Test
  void aVoteOfAnEarlierProcessUnderTheSameKeyDoesNotCount() {
    assertThat(proves(vote(2, "peer2"), vote(3, "peer3"), vote(4, "peer4", 1))).isFalse();
  }

  @Test
  void theHostsOwnVoteMustBeThere() {
    assertThat(proves(vote(1, "peer1"), vote(3, "peer3"), vote(4, "peer4"))).isFalse();
  }

  @Test
  void whatTheReceiverKnowsNeedsNoSignature() {
    Message.Vote own = vote(3, vote(3, "peer3").joinedAt(), Bytes.EMPTY);
    Message.Vote hosts = vote(2, vote(2, "peer2").joinedAt(), Bytes.EMPTY);
    Certificate.Known known = new Certificate.Known(List.of(own), Optional.of(CANDIDATE));
    assertThat(proves(known, hosts, own, vote(4, "peer4"))).isTrue();
    assertThat(proves(NOTHING, hosts, own, vote(4, "peer4"))).isFalse();
  }

  @Test
  void aVoteHeardFromItsVoterNeedsNoSignature() {
    Message.Vote heard = vote(4, vote(4, "peer4").joinedAt(), Bytes.EMPTY);
    Certificate.Known known = new Certificate.Known(List.of(heard), Optional.of(CANDIDATE));
    assertThat(proves(known, vote(2, "peer2"), vote(3, "peer3"), heard)).isTrue();
  }

  @Test
  void theLinkOfOneProvesNobodyElsesVote() {
    Message.Vote forged = vote(4, vote(4, "peer4").joinedAt(), Bytes.EMPTY);
    Certificate.Known known = new Certificate.Known(List.of(), Optional.of(CANDIDATE));
    assertThat(proves(known, vote(2, "peer2"), vote(3, "peer3"), forged)).isFalse();
  }
}
