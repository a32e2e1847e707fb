import org.jspecify.annotations.NullMarked;

/** Strict JSON reading for the modules of esrp-cluster. Not for vendors. */
@NullMarked
@SuppressWarnings("module") // the modules that use this one are compiled after it
module io.github.esrpcluster.json {
  requires static com.google.errorprone.annotations;
  requires io.github.esrpcluster.api;
  requires static org.jspecify;
  requires transitive tools.jackson.databind;

  exports io.github.esrpcluster.json to
      io.github.esrpcluster.i3,
      io.github.esrpcluster.policies;
}
