package dev.baton.transport;

import io.netty.channel.unix.Errors;
import java.net.ConnectException;
import java.net.PortUnreachableException;

/** Knows the errors by which operating systems say that nobody listens on a UDP port. */
final class Unreachable {

  private Unreachable() {}

  static boolean says(Throwable cause) {
    return switch (cause) {
      case PortUnreachableException refused -> true;
      case ConnectException refused -> true;
      case Errors.NativeIoException coded ->
          coded.expectedErr() == Errors.ERROR_ECONNREFUSED_NEGATIVE;
      default -> false;
    };
  }
}
