import org.jspecify.annotations.NullMarked;

/** Provides the cluster manager in the memory of one process. */
@NullMarked
module io.github.esrpcluster.core {
  requires com.google.common;
  requires static com.google.errorprone.annotations;
  requires transitive io.github.esrpcluster.api;
  requires static org.jspecify;
  requires org.slf4j;

  exports io.github.esrpcluster.core;
}
