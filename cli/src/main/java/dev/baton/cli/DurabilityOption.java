package dev.baton.cli;

import dev.baton.core.Durability;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code fast}, {@code standby} or {@code standby:K}. */
final class DurabilityOption implements ITypeConverter<Durability> {

  static final String FORMS = "fast, standby or standby:K";

  @Override
  public Durability convert(String text) {
    return switch (text) {
      case "fast" -> new Durability.Fast();
      case "standby" -> new Durability.Standby(1);
      default -> standbys(text);
    };
  }

  private static Durability standbys(String text) {
    if (!text.matches("standby:[1-8]")) {
      throw new TypeConversionException("must be " + FORMS + " with K from 1 to 8: " + text);
    }
    return new Durability.Standby(text.charAt(text.length() - 1) - '0');
  }

  /** What {@link #convert} reads. */
  static String text(Durability level) {
    return switch (level) {
      case Durability.Fast ignored -> "fast";
      case Durability.Standby standby -> "standby:" + standby.copies();
    };
  }
}
