import org.jspecify.annotations.NullMarked;

/**
 * Provides virtual time, recorders, views, assertions, scenarios and contracts for tests of code
 * that uses or extends esrp-cluster.
 */
@NullMarked
module io.github.esrpcluster.testkit {
  requires static com.google.errorprone.annotations;
  requires transitive io.github.esrpcluster.api;
  requires transitive org.assertj.core;
  requires static org.jspecify;
  requires transitive org.junit.jupiter.api;

  exports io.github.esrpcluster.testkit;
  exports io.github.esrpcluster.testkit.assertions;
  exports io.github.esrpcluster.testkit.contract;
  exports io.github.esrpcluster.testkit.scenario;
}
