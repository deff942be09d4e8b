package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.core.Bytes;
import dev.baton.transport.Party.Event;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made of streams that may hold anything. */
@Timeout(60)
final class StreamReaderTest {

  private static final int CONTROL = StreamReader.CONTROL;
  private static final int BULK = StreamReader.BULK;

  @Test
  void messagesAreFoundWhereverThePacketsEnd() throws Exception {
    try (Party a = Party.open();
        RawDialler raw = RawDialler.connect(a, true)) {
      raw.send(false, CONTROL, 0, 0, 0, 1, 7, 0, 0, 0, 2, 8, 9);
      raw.send(true, BULK, 0, 0, 0, 3, 1, 2, 3);
      assertThat(a.await(Event.Control.class).content()).isEqualTo(Bytes.of((byte) 7));
      assertThat(a.await(Event.Control.class).content()).isEqualTo(Bytes.ofHex("0809"));
      a.awaitThat("the blob came", n -> a.history.stream().anyMatch(StreamReaderTest::isTheBlob));
    }
  }

  @Test
  void anUnknownKindOfStreamClosesTheLink() throws Exception {
    closes("unknown kind of stream 9", false, 9);
  }

  @Test
  void aMessageOfNoBytesClosesTheLink() throws Exception {
    closes("length 0 over 1048576", false, CONTROL, 0, 0, 0, 0);
  }

  @Test
  void aLengthBeyondTheLimitClosesTheLinkBeforeTheBytesCome() throws Exception {
    closes("length 4294967295 over 16777216", false, BULK, 255, 255, 255, 255);
  }

  @Test
  void bytesAfterABlobCloseTheLink() throws Exception {
    closes("bytes after a blob", false, BULK, 0, 0, 0, 1, 5, 6);
  }

  @Test
  void theEndOfTheControlStreamClosesTheLink() throws Exception {
    closes("the control stream ended", true, CONTROL, 0, 0, 0, 1, 5);
  }

  @Test
  void aHalfMessageIsHeldAndForgottenWithItsLink() throws Exception {
    try (Party a = Party.open()) {
      try (RawDialler raw = RawDialler.connect(a, true)) {
        raw.send(false, BULK, 0, 0, 1, 0, 5, 6);
        a.await(Event.Opened.class);
        Link link = ((Event.Opened) a.history.getFirst()).link();
        a.onLoop(n -> LinkTest.closed(link, 1));
        assertThat(raw.awaitClose()).isEqualTo(new CloseCause.ByRemote(1, "test"));
      }
      assertThat(a.history).noneMatch(Event.Bulk.class::isInstance);
      a.awaitThat("nothing is held", n -> ((QuicNetwork) n).partialBytes(0));
    }
  }

  @Test
  void aPeerWithoutDatagramsGetsNoLink() throws Exception {
    NetworkLimits hasty = NetworkTest.limits(10, 10, Duration.ofMillis(300));
    try (Party a = new Party(Party.local(Identity.create()).limits(hasty));
        RawDialler raw = RawDialler.connect(a, false)) {
      assertThat(raw.awaitClose().code()).isEqualTo(CloseCode.HANDSHAKE);
      assertThat(a.counters().handshakesFailed()).isEqualTo(1);
      assertThat(a.history).isEmpty();
    }
  }

  private static void closes(String reason, boolean end, int... bytes) throws Exception {
    try (Party a = Party.open();
        RawDialler raw = RawDialler.connect(a, true)) {
      raw.send(end, bytes);
      assertThat(a.await(Event.Closed.class).cause())
          .isEqualTo(new CloseCause.ByLocal(CloseCode.MALFORMED, reason));
      assertThat(raw.awaitClose()).isEqualTo(new CloseCause.ByRemote(CloseCode.MALFORMED, reason));
      assertThat(a.counters().malformed()).isEqualTo(1);
    }
  }

  private static boolean isTheBlob(Event event) {
    return event instanceof Event.Bulk bulk && bulk.content().equals(Bytes.ofHex("010203"));
  }
}
