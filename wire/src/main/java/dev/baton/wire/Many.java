package dev.baton.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of a list: how many elements, two bytes, then one after the other. */
final class Many<T> extends Form<List<T>> {
  private final Form<T> element;
  private final int min;
  private final int max;
  private final @Nullable Comparator<T> order;

  private Many(Form<T> element, int min, int max, @Nullable Comparator<T> order) {
    this.element = element;
    this.min = min;
    this.max = max;
    this.order = order;
  }

  static <T> Form<List<T>> listOf(Form<T> element, int min, int max) {
    return new Many<>(element, min, max, null);
  }

  /** A list in which each element comes after the one before it by {@code order}: none twice. */
  static <T> Form<List<T>> ascending(Form<T> element, int max, Comparator<T> order) {
    return new Many<>(element, 0, max, order);
  }

  @Override
  String name() {
    return "list of " + element.name();
  }

  @Override
  int bytesMin() {
    return 2 + min * element.bytesMin();
  }

  @Override
  int bytesMax() {
    return 2 + max * element.bytesMax();
  }

  @Override
  String range() {
    return min + " to " + max + (order == null ? " elements" : " elements, ascending");
  }

  @Override
  List<Form<?>> parts() {
    return List.of(element);
  }

  @Override
  void write(Writer out, List<T> value) {
    if (!inOrder(value)) {
      throw new IllegalArgumentException("elements must be in ascending order: " + value);
    }
    out.count(value.size(), min, max);
    for (T each : value) {
      element.write(out, each);
    }
  }

  @Override
  List<T> read(Reader in) {
    int count = in.count(min, max, element.bytesMin());
    List<T> value = new ArrayList<>(count);
    for (int i = 0; i < count && (i < min || !in.faulty()); i++) {
      value.add(element.read(in));
    }
    if (!in.faulty() && !inOrder(value)) {
      in.fail("not in ascending order");
    }
    return value;
  }

  private boolean inOrder(List<T> value) {
    for (int i = 1; order != null && i < value.size(); i++) {
      if (order.compare(value.get(i - 1), value.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
