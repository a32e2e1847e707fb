package io.github.esrpcluster.examples.custompolicy;

import io.github.esrpcluster.policies.PolicyJson;
import io.github.esrpcluster.policies.PolicyMembers;
import io.github.esrpcluster.policies.PolicyObject;

/**
 * The JSON form of {@link SiteAware}, alone and as a part of other policies:
 *
 * <pre>{@code
 * {"type":"acme.site-aware","sites":["east","west"],"fullAt":0.9,"roomAgainAt":0.7}
 * }</pre>
 */
public final class SiteAwareJson {
  /** The value of {@code "type"}. The prefix avoids a conflict with future built-in types. */
  public static final String TYPE = "acme.site-aware";

  private static final PolicyJson WITH_STANDARD =
      PolicyJson.standard().with(TYPE, SiteAware.class, SiteAwareJson::read, SiteAwareJson::write);

  private SiteAwareJson() {}

  /** Returns the JSON form of the built-in policies and this one. */
  public static PolicyJson withStandard() {
    return WITH_STANDARD;
  }

  private static SiteAware read(PolicyObject from) {
    double fullAt = from.shareAt("fullAt");
    return new SiteAware(from.textsAt("sites"), fullAt, from.shareAt("roomAgainAt", fullAt));
  }

  private static void write(SiteAware policy, PolicyMembers to) {
    to.putTexts("sites", policy.sites())
        .putShare("fullAt", policy.fullAt())
        .putShare("roomAgainAt", policy.roomAgainAt());
  }
}
