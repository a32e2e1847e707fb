/**
 * Service, element and queue states as i3 JSON.
 *
 * <p>The door is {@link io.github.esrpcluster.i3.I3Json}. For each kind of body it has a {@link
 * io.github.esrpcluster.i3.JsonForm} that reads and writes it, and there is one immutable record
 * that holds it.
 */
@NullMarked
package io.github.esrpcluster.i3;

import org.jspecify.annotations.NullMarked;
