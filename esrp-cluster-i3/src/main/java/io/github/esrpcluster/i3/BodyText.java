package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.internal.Texts;
import java.lang.reflect.RecordComponent;
import java.util.StringJoiner;

/** Prints bodies for people. A body has texts as a peer wrote them, which could forge a log. */
final class BodyText {
  private BodyText() {}

  /** Returns the form that records have, printable, on one line, cut visibly if it is very long. */
  static String of(Record body) {
    Class<? extends Record> type = body.getClass();
    StringJoiner text = new StringJoiner(", ", type.getSimpleName() + "[", "]");
    for (RecordComponent each : type.getRecordComponents()) {
      try {
        text.add(each.getName() + "=" + each.getAccessor().invoke(body));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a public record has public accessors", e);
      }
    }
    return Texts.line(text.toString());
  }
}
