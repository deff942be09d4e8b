package dev.baton.client;

/** What the driver counts for {@link SessionFigures}. Confined to the driver's thread. */
final class Counters {
  long ticksProduced;
  long inputsResent;
  long inputsLost;
  long malformed;
  long fenced;
  long messagesDropped;
  long receivedBytes;
}
