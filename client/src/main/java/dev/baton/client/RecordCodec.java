package dev.baton.client;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes a record component by component; what it takes to do so is looked up once.
 *
 * <p>A boolean other than 0 or 1 and an enum index out of range are refused, so that equal inputs
 * have equal bytes.
 */
final class RecordCodec<I> implements InputCodec<I> {

  private static final int BYTES_MAX = 255;
  private static final int DEPTH_MAX = 8;

  private final Class<I> type;
  private final Constructor<I> constructor;
  private final Method[] accessors;
  private final ComponentForm[] forms;
  private final int bytes;

  private RecordCodec(Class<I> type, int depth) {
    require(type.isRecord(), "an input must be a record", type.getName());
    require(depth <= DEPTH_MAX, "records must be nested at most 8 deep", type.getName());
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    this.type = type;
    accessors = new Method[components.length];
    forms = new ComponentForm[components.length];
    int sum = 0;
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      accessors[i] = components[i].getAccessor();
      accessors[i].setAccessible(true);
      forms[i] = form(components[i], depth);
      sum += forms[i].bytes();
    }
    require(sum <= BYTES_MAX, "an input must take at most 255 bytes, " + type.getName(), sum);
    bytes = sum;
    constructor = canonicalConstructor(type, types);
  }

  static <I extends Record> RecordCodec<I> of(Class<I> type) {
    return new RecordCodec<>(type, 1);
  }

  private static ComponentForm form(RecordComponent component, int depth) {
    Class<?> type = component.getType();
    if (type.isRecord()) {
      return new NestedForm<>(new RecordCodec<>(type, depth + 1));
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      require(constants.length <= 256, "an enum must have at most 256 constants", type.getName());
      return new EnumForm(constants);
    }
    for (PrimitiveForm form : PrimitiveForm.values()) {
      if (form.type == type) {
        return form;
      }
    }
    throw new IllegalArgumentException(
        "a component must be a primitive, an enum or a record: "
            + component.getDeclaringRecord().getName()
            + "."
            + component.getName());
  }

  private static <I> Constructor<I> canonicalConstructor(Class<I> type, Class<?>[] types) {
    try {
      Constructor<I> found = type.getDeclaredConstructor(types);
      found.setAccessible(true);
      return found;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has its canonical constructor", e);
    }
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }

  @Override
  public int inputBytesMax() {
    return bytes;
  }

  @Override
  public void write(I input, ByteBuffer out) {
    for (int i = 0; i < forms.length; i++) {
      forms[i].write(component(input, accessors[i]), out);
    }
  }

  private Object component(I input, Method accessor) {
    try {
      return accessor.invoke(input);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the accessors of an input must not fail: " + accessor, e);
    }
  }

  @Override
  public I read(ByteBuffer in) {
    Object[] components = new Object[forms.length];
    for (int i = 0; i < components.length; i++) {
      components[i] = forms[i].read(in);
    }
    try {
      return constructor.newInstance(components);
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(type.getSimpleName() + " rejects its components", e);
    }
  }

  /** How one component is written. */
  private sealed interface ComponentForm {

    int bytes();

    void write(Object value, ByteBuffer out);

    Object read(ByteBuffer in);
  }

  private record NestedForm<N>(RecordCodec<N> codec) implements ComponentForm {

    @Override
    public int bytes() {
      return codec.bytes;
    }

    @Override
    public void write(Object value, ByteBuffer out) {
      codec.write(codec.type.cast(value), out);
    }

    @Override
    public Object read(ByteBuffer in) {
      return codec.read(in);
    }
  }

  private static final class EnumForm implements ComponentForm {

    private final List<Object> constants;

    EnumForm(Object[] constants) {
      this.constants = List.of(constants);
    }

    @Override
    public int bytes() {
      return 1;
    }

    @Override
    public void write(Object value, ByteBuffer out) {
      out.put((byte) constants.indexOf(value));
    }

    @Override
    public Object read(ByteBuffer in) {
      int index = in.get() & 0xff;
      require(index < constants.size(), "no such constant", index);
      return constants.get(index);
    }
  }

  private enum PrimitiveForm implements ComponentForm {
    BOOLEAN(boolean.class, 1) {
      @Override
      public void write(Object value, ByteBuffer out) {
        out.put((byte) ((Boolean) value ? 1 : 0));
      }

      @Override
      public Object read(ByteBuffer in) {
        byte value = in.get();
        require(value == 0 || value == 1, "a boolean must be 0 or 1", value);
        return value == 1;
      }
    },
    BYTE(byte.class, Byte.BYTES) {
      @Override
      public void write(Object value, ByteBuffer out) {
        out.put((Byte) value);
      }

      @Override
      public Object read(ByteBuffer in) {
        return in.get();
      }
    },
    SHORT(short.class, Short.BYTES) {
      @Override
      public void write(Object value, ByteBuffer out) {
        out.putShort((Short) value);
      }

      @Override
      public Object read(ByteBuffer in) {
        return in.getShort();
      }
    },
    CHAR(char.class, Character.BYTES) {
      @Override
      public void write(Object value, ByteBuffer out) {
        out.putChar((Character) value);
      }

      @Override
      public Object read(ByteBuffer in) {
        return in.getChar();
      }
    },
    INT(int.class, Integer.BYTES) {
      @Override
      public void write(Object value, ByteBuffer out) {
        out.putInt((Integer) value);
      }

      @Override
      public Object read(ByteBuffer in) {
        return in.getInt();
      }
    },
    LONG(long.class, Long.BYTES) {
      @Override
      public void write(Object value, ByteBuffer out) {
        out.putLong((Long) value);
      }

      @Override
      public Object read(ByteBuffer in) {
        return in.getLong();
      }
    },
    FLOAT(float.class, Float.BYTES) {
      @Override
      public void write(Object value, ByteBuffer out) {
        out.putFloat((Float) value);
      }

      @Override
      public Object read(ByteBuffer in) {
        return in.getFloat();
      }
    },
    DOUBLE(double.class, Double.BYTES) {
      @Override
      public void write(Object value, ByteBuffer out) {
        out.putDouble((Double) value);
      }

      @Override
      public Object read(ByteBuffer in) {
        return in.getDouble();
      }
    };

    private final Class<?> type;
    private final int bytes;

    PrimitiveForm(Class<?> type, int bytes) {
      this.type = type;
      this.bytes = bytes;
    }

    @Override
    public int bytes() {
      return bytes;
    }
  }
}
