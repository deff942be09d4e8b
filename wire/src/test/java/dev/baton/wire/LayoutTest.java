package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md 9 says of every layout, choice and table of codes just what the code does. */
final class LayoutTest {
  private static final ProtocolTables DOCUMENT = ProtocolTables.ofSection(9);

  @Test
  void everyTableOfTheDocumentIsThatOfTheCode() {
    Map<String, List<String>> documented = new LinkedHashMap<>();
    Map<String, List<String>> declared = declared();
    for (String heading : declared.keySet()) {
      documented.put(
          heading,
          DOCUMENT.rows(heading).stream()
              .map(row -> String.join(" | ", row.subList(0, row.size() - 1)))
              .toList());
    }

    assertThat(text(documented)).isEqualTo(text(declared));
  }

  @Test
  void everyRowOfTheDocumentHasAMeaning() {
    for (String heading : declared().keySet()) {
      assertThat(DOCUMENT.rows(heading))
          .as(heading)
          .allSatisfy(row -> assertThat(row.getLast()).isNotBlank());
    }
  }

  @Test
  void theDocumentHasNoTableThatTheCodeDoesNotHave() {
    assertThat(declared().keySet())
        .containsAll(
            DOCUMENT.headings().stream().filter(heading -> !heading.startsWith("9.")).toList());
  }

  @Test
  void noTwoFormsHaveTheSameName() {
    assertThat(forms().stream().map(Form::name)).doesNotHaveDuplicates();
  }

  @Test
  void theFieldsOfAMessageAreTheComponentsOfItsRecord() {
    for (Record message : samples()) {
      Layout<?> layout = layoutOf(message);

      assertThat(layout.fields().stream().map(Layout.Field::name))
          .as(layout.name())
          .containsExactlyElementsOf(
              Arrays.stream(message.getClass().getRecordComponents())
                  .map(component -> component.getName())
                  .toList());
    }
  }

  private static List<Record> samples() {
    List<Record> samples = new ArrayList<>();
    Samples.messages().values().forEach(message -> samples.add((Record) message));
    Samples.OPERATIONS.forEach(each -> samples.add((Record) each.operation()));
    Samples.TABLE.seats().forEach(samples::add);
    samples.addAll(List.of(Samples.TABLE, Samples.RULES, Samples.HINT));
    return samples;
  }

  private static Layout<?> layoutOf(Record sample) {
    return forms().stream()
        .filter(form -> form instanceof Layout<?>)
        .map(form -> (Layout<?>) form)
        .filter(layout -> layout.name().equals(sample.getClass().getSimpleName()))
        .findFirst()
        .orElseThrow();
  }

  /** What the document must say: under each heading the rows, but for their meaning. */
  private static Map<String, List<String>> declared() {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (Form<?> form : forms()) {
      switch (form) {
        case Layout<?> layout -> tables.put(heading(layout), rows(layout));
        case OneOf<?> oneOf -> tables.put(oneOf.name(), rows(oneOf));
        case Codes<?> codes -> tables.put(codes.name(), rows(codes));
        case Form<?> other -> throw new AssertionError("has no table: " + other.name());
      }
    }
    tables.values().removeIf(List::isEmpty);
    return tables;
  }

  private static String heading(Layout<?> layout) {
    return layout instanceof Variant<?> variant
        ? variant.name() + " (" + variant.code() + ")"
        : layout.name();
  }

  private static List<String> rows(Layout<?> layout) {
    return layout.fields().stream().map(field -> row(field.name(), field.form())).toList();
  }

  private static String row(String name, Form<?> form) {
    String bytes =
        form.bytesMin() == form.bytesMax()
            ? String.valueOf(form.bytesMin())
            : form.bytesMin() + " to " + form.bytesMax();
    return String.join(" | ", name, form.name(), bytes, form.range());
  }

  private static List<String> rows(OneOf<?> oneOf) {
    return oneOf.variants().stream()
        .map(variant -> variant.code() + " | " + variant.name())
        .toList();
  }

  private static List<String> rows(Codes<?> codes) {
    return codes.table().entrySet().stream()
        .map(each -> each.getKey() + " | " + each.getValue().name())
        .toList();
  }

  /** Every form that has a table, from the messages inwards. */
  private static List<Form<?>> forms() {
    List<Form<?>> found = new ArrayList<>();
    collect(MessageForm.MESSAGE, found);
    List.of(DataPlane.STATE, DataPlane.ACK, DataPlane.INPUTS).forEach(form -> collect(form, found));
    collect(LobbyRequestForm.REQUEST, found);
    collect(LobbyNoticeForm.NOTICE, found);
    return found;
  }

  private static void collect(Form<?> form, List<Form<?>> found) {
    boolean hasTable =
        form instanceof Layout<?> || form instanceof OneOf<?> || form instanceof Codes<?>;
    if (found.contains(form)) {
      return;
    }
    if (hasTable) {
      found.add(form);
    }
    form.parts().forEach(part -> collect(part, found));
  }

  private static String text(Map<String, List<String>> tables) {
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (heading, rows) ->
            text.append(heading).append('\n').append(String.join("\n", rows)).append("\n\n"));
    return text.toString();
  }
}
