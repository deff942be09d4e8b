package dev.baton.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The keys and values of one line, each asked for with its type and range. */
final class RecordedLine {
  private static final int TEXT_MAX = 200;

  /** Stands for a value of a kind that no key of this format has. */
  private static final Object UNUSED =
      new Object() {
        @Override
        public String toString() {
          return "something else";
        }
      };

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(20).maxNumberLength(20).build())
          .build();

  private final Map<String, Object> values = new LinkedHashMap<>();

  private RecordedLine() {}

  static RecordedLine parse(byte[] bytes, int length) throws BadLineException {
    RecordedLine line = new RecordedLine();
    try (JsonParser json = JSON.createParser(bytes, 0, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadLineException("not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        line.values.put(key, value(json));
      }
      if (json.nextToken() != null) {
        throw new BadLineException("more than one JSON object");
      }
      return line;
    } catch (IOException e) {
      throw new BadLineException("not a JSON object: " + firstLine(e));
    }
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(json));
        }
        yield elements;
      }
      case START_OBJECT -> {
        json.skipChildren();
        yield UNUSED;
      }
      default -> UNUSED;
    };
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown");
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  long number(String key, long min, long max) throws BadLineException {
    return inRange(key, present(key), min, max);
  }

  OptionalLong numberIfAny(String key, long min, long max) throws BadLineException {
    return has(key) ? OptionalLong.of(number(key, min, max)) : OptionalLong.empty();
  }

  long time(String key) throws BadLineException {
    return number(key, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  long tick(String key) throws BadLineException {
    return number(key, 0, Long.MAX_VALUE);
  }

  int epoch(String key) throws BadLineException {
    return (int) number(key, 1, Integer.MAX_VALUE);
  }

  int peer(String key) throws BadLineException {
    return (int) number(key, 1, 65_535);
  }

  /** A peer, or 0 for the lobby. */
  int peerOrLobby(String key) throws BadLineException {
    return (int) number(key, 0, 65_535);
  }

  OptionalInt peerIfAny(String key) throws BadLineException {
    return has(key) ? OptionalInt.of(peer(key)) : OptionalInt.empty();
  }

  String text(String key) throws BadLineException {
    if (!(present(key) instanceof String text)) {
      throw new BadLineException(key + " must be text: " + present(key));
    }
    if (text.length() > TEXT_MAX) {
      throw new BadLineException(key + " has more than " + TEXT_MAX + " characters");
    }
    return text;
  }

  String textOr(String key, String absent) throws BadLineException {
    return has(key) ? text(key) : absent;
  }

  String oneOf(String key, List<String> words) throws BadLineException {
    String text = text(key);
    if (!words.contains(text)) {
      throw new BadLineException(key + " must be one of " + words + ": " + text);
    }
    return text;
  }

  String hash(String key) throws BadLineException {
    String text = text(key);
    boolean good = text.length() >= 16 && text.length() <= 64;
    for (int i = 0; good && i < text.length(); i++) {
      char digit = text.charAt(i);
      good = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
    }
    if (!good) {
      throw new BadLineException(key + " must be 16 to 64 hexadecimal digits: " + text);
    }
    return text;
  }

  boolean truth(String key) throws BadLineException {
    if (!(present(key) instanceof Boolean truth)) {
      throw new BadLineException(key + " must be true or false: " + present(key));
    }
    return truth;
  }

  RecordedEvent.Resume resume() throws BadLineException {
    return new RecordedEvent.Resume(epoch("resumeEpoch"), tick("resumeTick"));
  }

  List<RecordedEvent.InputId> inputs(String key) throws BadLineException {
    if (!(present(key) instanceof List<?> pairs)) {
      throw new BadLineException(key + " must be a list: " + present(key));
    }
    List<RecordedEvent.InputId> inputs = new ArrayList<>(pairs.size());
    for (Object pair : pairs) {
      if (!(pair instanceof List<?> two) || two.size() != 2) {
        throw new BadLineException(key + " must hold pairs [peer, sequence]: " + pair);
      }
      inputs.add(
          new RecordedEvent.InputId(
              (int) inRange(key, two.getFirst(), 1, 65_535),
              inRange(key, two.getLast(), 1, Long.MAX_VALUE)));
    }
    return inputs;
  }

  private static long inRange(String key, Object value, long min, long max)
      throws BadLineException {
    if (!(value instanceof Long number) || number < min || number > max) {
      throw new BadLineException(
          "%s must be an integer from %d to %d: %s".formatted(key, min, max, value));
    }
    return number;
  }

  private Object present(String key) throws BadLineException {
    Object value = values.get(key);
    if (value == null) {
      throw new BadLineException("no " + key);
    }
    return value;
  }
}
