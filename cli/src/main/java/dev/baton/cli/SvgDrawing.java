package dev.baton.cli;

import static java.util.Locale.ROOT;

/**
 * A picture in SVG 1.1 under construction: shapes are drawn in the order in which they are asked
 * for, coordinates are in pixels from the top left.
 *
 * <p>Self-contained: no script, style sheet, font or image from elsewhere. Confined to one thread.
 */
final class SvgDrawing {
  private final StringBuilder shapes = new StringBuilder(1 << 16);

  /** How a piece of text stands to its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * How text looks.
   *
   * @param sizePx height of the letters
   * @param colour of them
   * @param bold whether heavy
   * @param anchor where its place is in it
   */
  record TextStyle(double sizePx, String colour, boolean bold, Anchor anchor) {
    TextStyle at(Anchor other) {
      return new TextStyle(sizePx, colour, bold, other);
    }

    TextStyle in(String other) {
      return new TextStyle(sizePx, other, bold, anchor);
    }
  }

  /** A rectangle. */
  record Box(double x, double y, double width, double height) {}

  void box(Box box, double radius, String fill, double opacity) {
    shapes.append("<rect x=\"").append(number(box.x)).append("\" y=\"").append(number(box.y));
    shapes.append("\" width=\"").append(number(Math.max(0, box.width)));
    shapes.append("\" height=\"").append(number(box.height));
    if (radius > 0) {
      shapes.append("\" rx=\"").append(number(radius));
    }
    shapes.append("\" fill=\"").append(fill);
    if (opacity < 1) {
      shapes.append("\" fill-opacity=\"").append(number(opacity));
    }
    shapes.append("\"/>\n");
  }

  /** A line through these places, given as x, y, x, y and so on. */
  void line(String stroke, double widthPx, double... places) {
    line(stroke, widthPx, "", places);
  }

  /** A line that ends in an arrow's head. */
  void arrow(String stroke, double widthPx, double... places) {
    line(stroke, widthPx, "", places);
    int end = places.length;
    double x = places[end - 2];
    double y = places[end - 1];
    double dx = x - places[end - 4];
    double dy = y - places[end - 3];
    double length = Math.max(1e-6, Math.hypot(dx, dy));
    double backX = x - dx / length * 7;
    double backY = y - dy / length * 7;
    double sideX = -dy / length * 3;
    double sideY = dx / length * 3;
    area(stroke, x, y, backX + sideX, backY + sideY, backX - sideX, backY - sideY);
  }

  void dashes(String stroke, double widthPx, double... places) {
    line(stroke, widthPx, " stroke-dasharray=\"3 3\"", places);
  }

  private void line(String stroke, double widthPx, String more, double... places) {
    shapes.append("<path d=\"").append(path(places)).append("\" fill=\"none\" stroke=\"");
    shapes.append(stroke).append("\" stroke-width=\"").append(number(widthPx));
    shapes.append("\" stroke-linejoin=\"round\"").append(more).append("/>\n");
  }

  /** A filled polygon with these corners. */
  void area(String fill, double... places) {
    shapes.append("<path d=\"").append(path(places)).append("Z\" fill=\"").append(fill);
    shapes.append("\"/>\n");
  }

  /** Upright strokes of one height at each of these places, in one shape. */
  void strokes(String colour, double widthPx, Box rows, double... xs) {
    if (xs.length == 0) {
      return;
    }
    shapes.append("<path d=\"");
    for (double x : xs) {
      shapes.append('M').append(number(x)).append(' ').append(number(rows.y));
      shapes.append('v').append(number(rows.height));
    }
    shapes.append("\" stroke=\"").append(colour).append("\" stroke-width=\"");
    shapes.append(number(widthPx)).append("\" stroke-linecap=\"round\"/>\n");
  }

  void text(double x, double y, TextStyle style, String text) {
    shapes.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
    shapes.append("\" font-size=\"").append(number(style.sizePx));
    shapes.append("\" fill=\"").append(style.colour).append('"');
    if (style.bold) {
      shapes.append(" font-weight=\"600\"");
    }
    if (style.anchor != Anchor.START) {
      shapes.append(" text-anchor=\"").append(style.anchor.name().toLowerCase(ROOT)).append('"');
    }
    shapes.append('>').append(escaped(text)).append("</text>\n");
  }

  /** How wide a text is, about; fonts differ. */
  static double widthPx(TextStyle style, String text) {
    return text.length() * style.sizePx * (style.bold ? 0.62 : 0.55);
  }

  /** The whole file. */
  String svg(double width, double height, String title) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" \
    font-family="'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif" role="img">
    <title>%s</title>
    <rect width="100%%" height="100%%" fill="#ffffff"/>
    %s</svg>
    """
        .formatted(
            number(width), number(height), number(width), number(height), escaped(title), shapes);
  }

  private static String path(double... places) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < places.length; i += 2) {
      path.append(i == 0 ? 'M' : 'L').append(number(places[i])).append(' ');
      path.append(number(places[i + 1]));
    }
    return path.toString();
  }

  private static String number(double value) {
    String text = String.format(ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Names come from other peers: nothing in them may end the text, nor be no character of XML. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '?');
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
