package io.github.esrpcluster.testkit.contract;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.esrpcluster.api.ClusterView;
import io.github.esrpcluster.api.Member;
import io.github.esrpcluster.api.ServiceId;
import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.api.Tally;
import io.github.esrpcluster.api.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/**
 * A view in whose midst two judgements meet: while one thread judges it, and looks at it for the
 * nth time, another thread judges another view from beginning to end. So they meet at the same
 * place at every run, which threads left to themselves do not.
 */
final class Meeting implements ClusterView {
  /** Only a policy that lets one thread wait for the other makes use of it. */
  private static final int LONGEST_WAIT_SECONDS = 1;

  private final ClusterView view;
  private final FutureTask<Verdict> other;
  private int looksUntil;
  private boolean waitedInVain;

  Meeting(ClusterView view, int atLook, StatusPolicy policy, ClusterView otherView) {
    this.view = view;
    this.looksUntil = atLook;
    this.other = new FutureTask<>(() -> policy.evaluate(otherView));
  }

  /** What the other thread finds; it judges now if the two have not met. */
  Verdict others() throws ExecutionException, InterruptedException {
    other.run(); // does nothing if it has run
    return other.get();
  }

  /** True if the policy does not let two threads in at a time. */
  boolean waitedInVain() {
    return waitedInVain;
  }

  private ClusterView lookedAt() {
    looksUntil--;
    if (looksUntil == 0) {
      letTheOtherJudge();
    }
    return view;
  }

  private void letTheOtherJudge() {
    Thread thread = new Thread(other, "judges another view");
    thread.setDaemon(true);
    thread.start();
    try {
      other.get(LONGEST_WAIT_SECONDS, SECONDS);
    } catch (TimeoutException e) {
      waitedInVain = true;
    } catch (ExecutionException e) {
      // told by others()
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public ServiceId service() {
    return lookedAt().service();
  }

  @Override
  public List<Member> members() {
    return lookedAt().members();
  }

  @Override
  public Tally tally() {
    return lookedAt().tally();
  }

  @Override
  public Map<String, Tally> sites() {
    return lookedAt().sites();
  }

  @Override
  public Optional<Verdict> previous() {
    return lookedAt().previous();
  }
}
