import org.jspecify.annotations.NullMarked;

/** The thread-safe, in-memory cluster manager. */
@NullMarked
module io.github.esrpcluster.core {
  requires com.google.common;
  requires static com.google.errorprone.annotations;
  requires transitive io.github.esrpcluster.api;
  requires static org.jspecify;
  requires org.slf4j;

  exports io.github.esrpcluster.core;
}
