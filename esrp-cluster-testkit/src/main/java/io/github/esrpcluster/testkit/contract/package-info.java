/**
 * Contracts: what the manager asks of those whom vendors plug into it, as abstract JUnit 5 test
 * classes.
 *
 * <ul>
 *   <li>{@link io.github.esrpcluster.testkit.contract.StatusPolicyContract} for a {@link
 *       io.github.esrpcluster.api.StatusPolicy};
 *   <li>{@link io.github.esrpcluster.testkit.contract.LoadBalancingPolicyContract} for a {@link
 *       io.github.esrpcluster.api.LoadBalancingPolicy};
 *   <li>{@link io.github.esrpcluster.testkit.contract.ServiceStatusPublisherContract} for a {@link
 *       io.github.esrpcluster.api.ServiceStatusPublisher}.
 * </ul>
 *
 * <p>A property that a vendor may break for a reason is relaxed by a method that returns the
 * reason; the test is then reported as aborted with it, and not as passed. None needs a network,
 * and none measures time.
 */
@NullMarked
package io.github.esrpcluster.testkit.contract;

import org.jspecify.annotations.NullMarked;
