package dev.baton.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a sealed type: the code of a variant, one byte, then the variant's fields.
 *
 * <p>A subclass writes by a switch over the sealed type, so that the compiler finds the missing
 * case.
 */
abstract class OneOf<T> extends Form<T> {
  static final int CODE_MAX = 255;

  private final String name;
  private final List<Variant<? extends T>> variants;
  private final @Nullable Variant<? extends T>[] byCode;

  OneOf(String name, List<Variant<? extends T>> variants) {
    this.name = name;
    this.variants = variants;
    this.byCode = newTable();
    for (Variant<? extends T> variant : variants) {
      if (byCode[variant.code()] != null) {
        throw new IllegalArgumentException("code must not be given twice: " + variant.code());
      }
      byCode[variant.code()] = variant;
    }
  }

  final List<Variant<? extends T>> variants() {
    return variants;
  }

  /** The size of the largest value that begins with this code; 0 when there is no such code. */
  final int bytesMax(int code) {
    Variant<? extends T> variant = byCode[code];
    return variant == null ? 0 : 1 + variant.bytesMax();
  }

  @Override
  final String name() {
    return name;
  }

  @Override
  final int bytesMin() {
    return 1 + variants.stream().mapToInt(Form::bytesMin).min().orElseThrow();
  }

  @Override
  final int bytesMax() {
    return 1 + variants.stream().mapToInt(Form::bytesMax).max().orElseThrow();
  }

  @Override
  final List<Form<?>> parts() {
    return List.copyOf(variants);
  }

  @Override
  final T read(Reader in) {
    int code = in.u8(0, CODE_MAX);
    Variant<? extends T> variant = byCode[code];
    if (variant == null) {
      in.fail(code + " is no code of " + name);
      variant = variants.getFirst();
    }
    return variant.read(in);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types.
  private static <T> @Nullable Variant<? extends T>[] newTable() {
    return new Variant[CODE_MAX + 1];
  }
}
