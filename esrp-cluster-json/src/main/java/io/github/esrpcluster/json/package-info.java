/**
 * Reads strict JSON (RFC 8259) under limits, for the modules of esrp-cluster. Nothing here is for
 * vendors; it may change in any release.
 *
 * <p>A {@link io.github.esrpcluster.json.JsonReader} turns a text into a tree, and a {@link
 * io.github.esrpcluster.json.JsonObject} reads the members of an object. Each module throws its own
 * exception: {@link io.github.esrpcluster.json.JsonErrors} creates it from the place, the value and
 * the rule.
 */
@NullMarked
package io.github.esrpcluster.json;

import org.jspecify.annotations.NullMarked;
