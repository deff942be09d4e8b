package dev.baton.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.quic.QuicChannel;

/**
 * Writes and closes without a look at their outcome: a write that fails comes to the pipeline's
 * exceptionCaught, a close that fails leaves nothing to be done.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Writes {

  private Writes() {}

  static void write(ChannelOutboundInvoker to, Object message) {
    to.write(message, to.voidPromise());
  }

  static void writeAndFlush(ChannelOutboundInvoker to, Object message) {
    to.writeAndFlush(message, to.voidPromise());
  }

  /** Hands a write with its promise on. */
  static void pass(ChannelOutboundInvoker to, Object message, ChannelPromise promise) {
    to.write(message, promise);
  }

  static void close(Channel channel) {
    channel.close();
  }

  static void close(QuicChannel channel, int code, ByteBuf reason) {
    channel.close(true, code, reason);
  }
}
