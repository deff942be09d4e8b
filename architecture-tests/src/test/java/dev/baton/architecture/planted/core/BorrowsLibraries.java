package dev.baton.architecture.planted.core;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Faults: libraries where they are not needed. */
public final class BorrowsLibraries {
  ByteBuf netty() {
    return Unpooled.EMPTY_BUFFER;
  }

  Javalin javalin() {
    return Javalin.create();
  }

  Server jetty() {
    return new Server();
  }

  ObjectMapper jackson() {
    return new ObjectMapper();
  }

  Logger slf4j() {
    return LoggerFactory.getLogger("planted");
  }

  CommandLine picocli() {
    return new CommandLine(this);
  }
}
