package dev.baton.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.core.Message;
import dev.baton.core.PeerKey;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.Ticket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 9: what is signed are a label and fields in the very form that they travel in. */
final class SignedContentTest {

  @Test
  void aVoteSignsItsPromiseAndNotWhatTheVoterHolds() {
    Message.Vote vote = Samples.VOTE;

    assertThat(vote.signedContent(Samples.SESSION))
        .isEqualTo(
            content(
                "baton vote 1",
                out -> {
                  NameForms.SESSION_ID.write(out, Samples.SESSION);
                  NameForms.EPOCH.write(out, vote.epoch());
                  NameForms.PEER_ID.write(out, vote.candidate());
                  NameForms.VOTER.write(out, vote.voter());
                  out.i32(vote.joinedAt(), 0, Integer.MAX_VALUE);
                }));
  }

  @Test
  void theCountedOutAreSignedButForTheSignature() {
    Message.CountedOut out = Samples.COUNTED_OUT;

    assertThat(out.signedContent(Samples.SESSION))
        .isEqualTo(
            labelled(
                "baton gone 1",
                content -> {
                  NameForms.SESSION_ID.write(content, Samples.SESSION);
                  MigrationForms.COUNTED_OUT.write(content, out);
                },
                out.signature()));
  }

  @Test
  void aPeerSignsTheLobbysKeyAndNonce() {
    LobbyNotice.Challenge challenge =
        new LobbyNotice.Challenge(1, Bytes.of(new byte[32]), Samples.KEY);

    assertThat(LobbyRequest.Identify.signedContent(challenge))
        .isEqualTo(
            content(
                "baton lobby 1",
                out -> {
                  NameForms.PEER_KEY.write(out, PeerKey.of(Samples.KEY));
                  out.i64(0, 0, 0).i64(0, 0, 0).i64(0, 0, 0).i64(0, 0, 0);
                }));
  }

  @Test
  void aTicketSignsItsFieldsButTheSignature() {
    PeerKey peer = PeerKey.of(Samples.KEY);
    Ticket ticket = new Ticket(Samples.SESSION, peer, 1_700_000_000_000L, Samples.KEY);

    assertThat(ticket.signedContent())
        .isEqualTo(
            content(
                "baton ticket 1",
                out -> {
                  NameForms.SESSION_ID.write(out, Samples.SESSION);
                  NameForms.PEER_KEY.write(out, peer);
                  out.i64(ticket.expiresAtMs(), 0, Long.MAX_VALUE);
                }));
  }

  /** The content without the signature at its end, which two bytes of length precede. */
  private static byte[] labelled(String label, Consumer<Writer> fields, Bytes signature) {
    byte[] all = content(label, fields);
    return Arrays.copyOf(all, all.length - 2 - signature.length());
  }

  private static byte[] content(String label, Consumer<Writer> fields) {
    ByteBuffer content = ByteBuffer.allocate(1000).put(label.getBytes(US_ASCII));
    fields.accept(new Writer(content));
    return Bytes.of(content.flip()).toArray();
  }
}
