import org.jspecify.annotations.NullMarked;

/** Provides status policies and load-balancing policies, and the JSON form of status policies. */
@NullMarked
module io.github.esrpcluster.policies {
  requires static com.google.errorprone.annotations;
  requires transitive io.github.esrpcluster.api;
  requires io.github.esrpcluster.json;
  requires static org.jspecify;
  requires tools.jackson.databind;

  exports io.github.esrpcluster.balancing;
  exports io.github.esrpcluster.policies;
}
