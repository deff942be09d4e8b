package dev.baton.wire;

import java.util.List;
import java.util.Optional;

/** The form of a value that may be absent: 0, or 1 and the value. */
final class Maybe<T> extends Form<Optional<T>> {
  private final Form<T> content;

  private Maybe(Form<T> content) {
    this.content = content;
  }

  static <T> Form<Optional<T>> maybe(Form<T> content) {
    return new Maybe<>(content);
  }

  @Override
  String name() {
    return "optional " + content.name();
  }

  @Override
  int bytesMin() {
    return 1;
  }

  @Override
  int bytesMax() {
    return 1 + content.bytesMax();
  }

  @Override
  String range() {
    return content.range();
  }

  @Override
  List<Form<?>> parts() {
    return List.of(content);
  }

  @Override
  void write(Writer out, Optional<T> value) {
    out.bool(value.isPresent());
    value.ifPresent(present -> content.write(out, present));
  }

  @Override
  Optional<T> read(Reader in) {
    return in.bool() ? Optional.of(content.read(in)) : Optional.empty();
  }
}
