import org.jspecify.annotations.NullMarked;

/** The thread-safe, in-memory cluster manager, and its i3 JSON forms. */
@NullMarked
module io.github.esrpcluster.core {
  requires com.google.common;
  requires static com.google.errorprone.annotations;
  requires transitive io.github.esrpcluster.api;
  requires static org.jspecify;
  requires org.slf4j;
  requires tools.jackson.databind;

  exports io.github.esrpcluster.core;
  exports io.github.esrpcluster.i3;
}
