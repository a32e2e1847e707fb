/**
 * Contracts: the promises that the manager needs from policies and publishers of vendors, as
 * abstract JUnit 5 test classes to extend.
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
 * <p>A vendor relaxes a property by overriding a method that returns the reason; if the property is
 * violated, the test is reported as aborted with that reason, not as passed. No contract needs a
 * network. Cost is measured in accesses; time is measured only to end a test of slow code with a
 * message.
 */
@NullMarked
package io.github.esrpcluster.testkit.contract;

import org.jspecify.annotations.NullMarked;
