package dev.baton.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One JSON object on one line, put together key by key; {@code e} names what it tells of.
 *
 * <p>For one use.
 */
final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  private JsonText() throws IOException {
    json = FACTORY.createGenerator(text);
    json.writeStartObject();
  }

  static JsonText of(String event) {
    try {
      return new JsonText().put("e", event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonText put(String key, String value) {
    return write(() -> json.writeStringField(key, value));
  }

  JsonText put(String key, long value) {
    return write(() -> json.writeNumberField(key, value));
  }

  JsonText put(String key, boolean value) {
    return write(() -> json.writeBooleanField(key, value));
  }

  JsonText put(String key, List<Integer> values) {
    return write(
        () -> {
          json.writeArrayFieldStart(key);
          for (int value : values) {
            json.writeNumber(value);
          }
          json.writeEndArray();
        });
  }

  String line() {
    write(
        () -> {
          json.writeEndObject();
          json.close();
        });
    return text.toString();
  }

  private JsonText write(Writing writing) {
    try {
      writing.write();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Writing {
    void write() throws IOException;
  }
}
