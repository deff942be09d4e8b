package dev.baton.architecture.planted.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Faults: Java serialization. */
public final class Serializes {
  Object in(InputStream in) throws IOException, ClassNotFoundException {
    return new ObjectInputStream(in).readObject();
  }

  void out(OutputStream out) throws IOException {
    new ObjectOutputStream(out).writeObject("planted");
  }
}
