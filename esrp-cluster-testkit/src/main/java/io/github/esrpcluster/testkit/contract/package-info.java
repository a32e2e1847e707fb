/**
 * Contracts: what the manager asks of those whom vendors plug into it, as abstract JUnit 5 test
 * classes.
 *
 * <ul>
 *   <li>{@link io.github.esrpcluster.testkit.contract.StatusPolicyContract} for a {@link
 *       io.github.esrpcluster.api.StatusPolicy}.
 * </ul>
 *
 * <p>None needs a network, a clock or luck: a contract that is broken is broken at every run.
 */
@NullMarked
package io.github.esrpcluster.testkit.contract;

import org.jspecify.annotations.NullMarked;
