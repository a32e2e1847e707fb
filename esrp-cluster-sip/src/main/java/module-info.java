import org.jspecify.annotations.NullMarked;

/** Sends and receives SIP messages with the JAIN-SIP reference implementation. */
@NullMarked
@SuppressWarnings("requires-automatic") // the reference implementation has no module descriptor
module io.github.esrpcluster.sip {
  requires static com.google.errorprone.annotations;
  requires io.github.esrpcluster.api;
  requires transitive io.github.esrpcluster.i3;
  requires jain.sip.ri;
  requires java.naming;
  requires static org.jspecify;
  requires org.slf4j;

  exports io.github.esrpcluster.sip;

  // The reference implementation creates its loggers from the names of their classes.
  opens io.github.esrpcluster.sip.logging to
      jain.sip.ri;
}
