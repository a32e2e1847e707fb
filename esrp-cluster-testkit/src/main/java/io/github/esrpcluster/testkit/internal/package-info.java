/** Helpers that the packages of the test kit share. Not exported. */
@NullMarked
package io.github.esrpcluster.testkit.internal;

import org.jspecify.annotations.NullMarked;
