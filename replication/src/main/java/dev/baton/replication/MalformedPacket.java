package dev.baton.replication;

/** Why bytes are not a packet of states, acknowledgements or inputs. */
public enum MalformedPacket {
  /** Fewer bytes than the fixed part of the packet. */
  TOO_SHORT,
  /** More bytes than a datagram may have, or than the packet says. */
  TOO_LONG,
  /** The first byte names another kind of packet. */
  WRONG_KIND,
  /** An epoch is less than 1, or later than the one that it must not exceed. */
  BAD_EPOCH,
  /** A tick is negative, or later than the one that it must not exceed. */
  BAD_TICK,
  /** The scope is neither 0 nor 1. */
  BAD_SCOPE,
  /** A flag is set that has no meaning. */
  BAD_FLAGS,
  /** The fragment's index, count and length do not fit together. */
  BAD_FRAGMENT,
  /** A sequence number is out of range. */
  BAD_SEQUENCE,
  /** The count of inputs is 0, or does not agree with the bytes. */
  BAD_COUNT,
  /** An input is longer than the session allows. */
  INPUT_TOO_LONG,
  /** A state is larger than the session allows. */
  STATE_TOO_LARGE,
  /** The delta's first byte is neither 0 nor 1. */
  BAD_DELTA_FORM,
  /** A run of the delta is empty, or leaves the state or its baseline. */
  BAD_DELTA_RUN,
  /** The delta ends before its state does, or goes on after it. */
  BAD_DELTA_LENGTH,
  /** The state's header is cut off, names another tick, or lists its players out of order. */
  BAD_IMAGE
}
