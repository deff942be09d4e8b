package dev.baton.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The form of an enum: one byte, by a table of codes that is declared apart from the enum's own
 * order.
 */
final class Codes<E extends Enum<E>> extends Form<E> {
  private final String name;
  private final EnumMap<E, Integer> codes;
  private final TreeMap<Integer, E> constants = new TreeMap<>();

  /** The table that {@code code} declares, by a switch without default, so that none is missed. */
  Codes(Class<E> type, ToIntFunction<E> code) {
    name = type.getSimpleName();
    codes = new EnumMap<>(type);
    for (E constant : List.of(type.getEnumConstants())) {
      int number = code.applyAsInt(constant);
      codes.put(constant, number);
      E other = constants.put(number, constant);
      if (other != null) {
        throw new IllegalArgumentException("code must not be given twice: " + number);
      }
    }
  }

  /** Each code and its constant, in order of the codes. */
  Map<Integer, E> table() {
    return constants;
  }

  @Override
  String name() {
    return name;
  }

  @Override
  int bytesMin() {
    return 1;
  }

  @Override
  int bytesMax() {
    return 1;
  }

  @Override
  void write(Writer out, E value) {
    out.u8(codes.getOrDefault(value, 0), 1, OneOf.CODE_MAX);
  }

  @Override
  E read(Reader in) {
    int code = in.u8(0, OneOf.CODE_MAX);
    E constant = constants.get(code);
    if (constant == null) {
      in.fail(code + " is no code of " + name);
      return constants.firstEntry().getValue();
    }
    return constant;
  }
}
