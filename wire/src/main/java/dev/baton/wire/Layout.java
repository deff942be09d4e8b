package dev.baton.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The form of a record: its fields one after the other, in the order in which they are declared.
 *
 * <p>A subclass declares each field once, with its form and its accessor, and makes the record of
 * what the fields read, in the same order. The tables of PROTOCOL.md 9 are compared with the
 * declared fields, and the declared fields with the components of the record.
 */
abstract class Layout<T> extends Form<T> {
  private final String name;
  private final List<Field<?>> fields = new ArrayList<>();

  Layout(String name) {
    this.name = name;
  }

  /** Declares the next field. */
  final <V> Field<V> field(String fieldName, Form<V> form, Function<T, V> accessor) {
    Field<V> field = new Field<>(fieldName, form, accessor);
    fields.add(field);
    return field;
  }

  final List<Field<?>> fields() {
    return fields;
  }

  @Override
  final String name() {
    return name;
  }

  @Override
  final int bytesMin() {
    return fields.stream().mapToInt(field -> field.form.bytesMin()).sum();
  }

  @Override
  final int bytesMax() {
    return fields.stream().mapToInt(field -> field.form.bytesMax()).sum();
  }

  @Override
  final List<Form<?>> parts() {
    return fields.stream().<Form<?>>map(field -> field.form).toList();
  }

  @Override
  final void write(Writer out, T value) {
    for (Field<?> field : fields) {
      field.write(out, value);
    }
  }

  /** One field of the record. */
  final class Field<V> {
    private final String fieldName;
    private final Form<V> form;
    private final Function<T, V> accessor;

    private Field(String fieldName, Form<V> form, Function<T, V> accessor) {
      this.fieldName = fieldName;
      this.form = form;
      this.accessor = accessor;
    }

    String name() {
      return fieldName;
    }

    Form<V> form() {
      return form;
    }

    private void write(Writer out, T value) {
      form.write(out, accessor.apply(value));
    }

    /** Reads the field; a fault found in it is reported under its name. */
    V read(Reader in) {
      boolean faultyBefore = in.faulty();
      V value = form.read(in);
      if (in.faulty() && !faultyBefore) {
        in.faultIn(fieldName);
      }
      return value;
    }
  }
}
