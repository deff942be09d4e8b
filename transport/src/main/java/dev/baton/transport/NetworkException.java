package dev.baton.transport;

import java.io.IOException;

/** A network could not be opened. */
public final class NetworkException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient NetworkFailure failure;

  NetworkException(NetworkFailure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  /** The kind and the particulars. */
  public NetworkFailure failure() {
    return failure;
  }
}
