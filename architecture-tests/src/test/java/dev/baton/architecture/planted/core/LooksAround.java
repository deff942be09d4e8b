package dev.baton.architecture.planted.core;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/** Faults: the world outside, in a pure module. */
public final class LooksAround {
  InetAddress network() throws UnknownHostException {
    return InetAddress.getLocalHost();
  }

  DatagramChannel socket() throws IOException {
    return DatagramChannel.open();
  }

  boolean file() {
    return new File("planted").exists();
  }

  boolean newFile() {
    return Files.exists(Path.of("planted"));
  }

  ConcurrentHashMap<String, String> concurrency() {
    return new ConcurrentHashMap<>();
  }

  Logger log() {
    return Logger.getLogger("planted");
  }
}
