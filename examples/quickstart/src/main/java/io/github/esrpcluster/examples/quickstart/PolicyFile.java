package io.github.esrpcluster.examples.quickstart;

import io.github.esrpcluster.api.StatusPolicy;
import io.github.esrpcluster.policies.PolicyJson;
import io.github.esrpcluster.policies.PolicyJsonException;
import io.github.esrpcluster.policies.StatusPolicies;
import org.jspecify.annotations.Nullable;

/** Reads the status policy that the argument {@code --policy} names. */
public final class PolicyFile {
  private PolicyFile() {}

  /**
   * Returns the policy of a file in its JSON form; a majority without a file.
   *
   * @throws UsageException if the file cannot be read, or has no policy; the message names both
   */
  public static StatusPolicy policy(@Nullable String file) throws UsageException {
    if (file == null) {
      return StatusPolicies.majority();
    }
    try {
      return PolicyJson.standard().read(InputFile.text(file));
    } catch (PolicyJsonException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }
}
