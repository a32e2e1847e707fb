import org.jspecify.annotations.NullMarked;

/** Provides the interfaces and values of esrp-cluster. The module needs only the Java runtime. */
@NullMarked
module io.github.esrpcluster.api {
  requires static com.google.errorprone.annotations;
  requires static org.jspecify;

  exports io.github.esrpcluster.api;
  exports io.github.esrpcluster.api.internal to
      io.github.esrpcluster.core,
      io.github.esrpcluster.i3,
      io.github.esrpcluster.json,
      io.github.esrpcluster.policies,
      io.github.esrpcluster.sip,
      io.github.esrpcluster.testkit;
}
