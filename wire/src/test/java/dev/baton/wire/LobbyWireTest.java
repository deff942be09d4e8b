package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.core.Bytes;
import dev.baton.core.Message;
import dev.baton.core.NumberedOperation;
import dev.baton.core.Operation;
import dev.baton.core.PeerId;
import dev.baton.lobbycore.LobbyNotice;
import dev.baton.lobbycore.LobbyRequest;
import dev.baton.lobbycore.SeatPresence;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/** docs/lobby.md, frames: what peers and lobby say, to bytes and back. */
@Domain(DomainContext.Global.class)
@Domain(AnyLobbyTalk.class)
final class LobbyWireTest {

  @Property(tries = 800)
  void everyRequestIsReadBackAsItWasWritten(@ForAll LobbyRequest request) {
    assertThat(LobbyWire.decodeRequest(LobbyWire.encode(request)))
        .isEqualTo(new Decoded.Ok<>(request));
  }

  @Property(tries = 800)
  void everyNoticeIsReadBackAsItWasWritten(@ForAll LobbyNotice notice) {
    assertThat(LobbyWire.decodeNotice(LobbyWire.encode(notice)))
        .isEqualTo(new Decoded.Ok<>(notice));
  }

  @Property(tries = 800)
  void anotherByteIsMalformedOrMakesAnotherRequestOfTheSameBytes(
      @ForAll LobbyRequest request,
      @ForAll @IntRange(min = 0, max = 1 << 20) int at,
      @ForAll byte with) {
    byte[] frame = Bytes.of(LobbyWire.encode(request)).toArray();
    frame[at % frame.length] = with;

    assertCanonicalOrMalformed(frame);
  }

  @Property(tries = 800)
  void anotherByteIsMalformedOrMakesAnotherNoticeOfTheSameBytes(
      @ForAll LobbyNotice notice,
      @ForAll @IntRange(min = 0, max = 1 << 20) int at,
      @ForAll byte with) {
    byte[] frame = Bytes.of(LobbyWire.encode(notice)).toArray();
    frame[at % frame.length] = with;

    assertCanonicalOrMalformed(frame);
  }

  @Property(tries = 400)
  void whatIsCutShortIsMalformed(
      @ForAll LobbyRequest request, @ForAll @IntRange(min = 0, max = 1 << 20) int keep) {
    ByteBuffer frame = LobbyWire.encode(request);
    frame.limit(keep % frame.limit());

    assertThat(LobbyWire.decodeRequest(frame)).isInstanceOf(Decoded.Malformed.class);
  }

  @Property(tries = 1000)
  void anyBytesAreMalformedOrSayTheSameBytes(@ForAll byte[] frame) {
    assertCanonicalOrMalformed(frame);
  }

  @Test
  void theReasonNamesTheFieldThatIsWrong() {
    assertMalformed("", "ends 1 bytes too early");
    assertMalformed("00", "0 is no code of LobbyRequest");
    assertMalformed("ff", "255 is no code of LobbyRequest");
    assertMalformed("03" + "00000001" + "0006" + "414243444546" + "00", "1 bytes too many");
    assertMalformed("03" + "ffffffff", "request: -1 is not 0 to 2147483647");
    assertMalformed(
        "03" + "00000001" + "0006" + "414243444530", "code: not of the characters of a join code");
    assertMalformed(
        "03" + "00000001" + "0006" + "616263646566", "code: not of the characters of a join code");
  }

  @Test
  void aFrameBeyondTheLimitIsMalformedWithoutBeingRead() {
    ByteBuffer frame = ByteBuffer.allocate(LobbyRequest.FRAME_BYTES_MAX + 1);

    assertThat(LobbyWire.decodeRequest(frame))
        .isEqualTo(new Decoded.Malformed<>("65537 bytes are more than 65536"));
  }

  @Test
  void aMessageThatOutgrowsTheFrameIsTheSendersFault() {
    List<Message.Vote> votes = Collections.nCopies(Limits.VOTES_MAX, Samples.VOTE);
    Message announce =
        new Message.Announce(
            Samples.EPOCH,
            Samples.TWO,
            Samples.STATE,
            votes,
            Optional.empty(),
            Samples.NUMBER,
            Samples.CHAIN,
            Collections.nCopies(Limits.OPERATIONS_MAX, largestOperation()));
    LobbyRequest tooLarge = new LobbyRequest.ToWitness(Samples.SESSION, announce);

    assertThatIllegalArgumentException().isThrownBy(() -> LobbyWire.encode(tooLarge));
  }

  @Test
  void theLargestPresenceAndTheLargestProofFitIntoAFrame() {
    Bytes key = Bytes.of(new byte[Limits.PUBLIC_KEY_BYTES_MAX]);
    List<SeatPresence> seats =
        IntStream.rangeClosed(1, Limits.PEERS_MAX)
            .mapToObj(number -> new SeatPresence(new PeerId(number), key, true))
            .toList();
    LobbyRequest presence =
        new LobbyRequest.Presence(
            1, Samples.SESSION, Samples.EPOCH, Samples.NUMBER, true, true, false, seats);
    Message.Vote vote = Samples.VOTE;
    Message.Vote largest =
        new Message.Vote(
            vote.epoch(),
            vote.candidate(),
            vote.voter(),
            vote.joinedAt(),
            vote.table(),
            vote.chain(),
            vote.stateHeld(),
            vote.safeKnown(),
            vote.sponsored(),
            Bytes.of(new byte[Limits.SIGNATURE_BYTES_MAX]));
    LobbyRequest proof =
        new LobbyRequest.HostIs(
            1,
            Samples.SESSION,
            Samples.V6,
            new Message.Announce(
                Samples.EPOCH,
                Samples.TWO,
                Samples.STATE,
                Collections.nCopies(Limits.VOTES_MAX, largest),
                Optional.of(Samples.COUNTED_OUT),
                Samples.NUMBER,
                Samples.CHAIN,
                Samples.OPERATIONS));

    assertThat(LobbyWire.decodeRequest(LobbyWire.encode(presence)))
        .isEqualTo(new Decoded.Ok<>(presence));
    assertThat(LobbyWire.decodeRequest(LobbyWire.encode(proof))).isEqualTo(new Decoded.Ok<>(proof));
  }

  private static NumberedOperation largestOperation() {
    return new NumberedOperation(
        Samples.NUMBER,
        new Operation.SessionData(Bytes.of(new byte[Operation.DATA_BYTES_MAX])),
        Samples.CHAIN);
  }

  private static void assertCanonicalOrMalformed(byte[] frame) {
    switch (LobbyWire.decodeRequest(ByteBuffer.wrap(frame))) {
      case Decoded.Ok<LobbyRequest>(LobbyRequest request) ->
          assertThat(Bytes.of(LobbyWire.encode(request))).isEqualTo(Bytes.of(frame));
      case Decoded.Malformed<LobbyRequest>(String reason) -> assertThat(reason).isNotBlank();
    }
    switch (LobbyWire.decodeNotice(ByteBuffer.wrap(frame))) {
      case Decoded.Ok<LobbyNotice>(LobbyNotice notice) ->
          assertThat(Bytes.of(LobbyWire.encode(notice))).isEqualTo(Bytes.of(frame));
      case Decoded.Malformed<LobbyNotice>(String reason) -> assertThat(reason).isNotBlank();
    }
  }

  private static void assertMalformed(String hex, String reason) {
    assertThat(LobbyWire.decodeRequest(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
        .isEqualTo(new Decoded.Malformed<>(reason));
  }
}
