package dev.baton.architecture.planted.wire;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Method;

/** Faults: reflection in wire. */
public final class Reflects {
  Class<?> byName() throws ClassNotFoundException {
    return Class.forName("planted");
  }

  Method[] methods() {
    return Reflects.class.getMethods();
  }

  Object array() {
    return Array.newInstance(Reflects.class, 1);
  }

  MethodHandles.Lookup handles() {
    return MethodHandles.lookup();
  }
}
