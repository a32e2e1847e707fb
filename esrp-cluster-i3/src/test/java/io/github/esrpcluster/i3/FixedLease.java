package io.github.esrpcluster.i3;

import io.github.esrpcluster.api.ElementState;
import io.github.esrpcluster.api.ExpiryOutcome;
import io.github.esrpcluster.api.Lease;
import io.github.esrpcluster.api.NodeId;
import io.github.esrpcluster.api.ReleaseOutcome;
import io.github.esrpcluster.api.RenewalOutcome;
import io.github.esrpcluster.api.ReportOutcome;
import io.github.esrpcluster.api.ServiceId;
import java.time.Duration;

/** A lease that only knows the time it was granted. */
record FixedLease(Duration granted) implements Lease {
  @Override
  public ServiceId service() {
    throw new UnsupportedOperationException();
  }

  @Override
  public NodeId node() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long epoch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RenewalOutcome renew() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ReleaseOutcome release() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ExpiryOutcome expire() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ReportOutcome report(ElementState state, String reason) {
    throw new UnsupportedOperationException();
  }
}
