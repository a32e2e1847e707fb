package io.github.esrpcluster.api.internal;

import static io.github.esrpcluster.api.internal.SipUri.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Parses IP addresses. {@code InetAddress} does not serve here: it may query the DNS. */
final class IpText {

  private IpText() {}

  private static final int GROUPS = 8;
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final String RULE = "its host must be an IPv6 address in brackets or a name";

  /**
   * Returns whether the text is an IPv4 address. Leading zeros are refused: some read them as
   * octal.
   */
  static boolean isV4(String text) {
    return V4.matcher(text).matches();
  }

  /** Returns the form of RFC 5952 section 4, also for addresses that end in IPv4 notation. */
  static String canonicalV6(String text) {
    String hex = withoutV4(text);
    int gap = hex.indexOf("::");
    List<Integer> groups = groups(gap < 0 ? hex : hex.substring(0, gap));
    if (gap >= 0) {
      int split = groups.size();
      groups.addAll(groups(hex.substring(gap + 2)));
      require(groups.size() < GROUPS, RULE);
      while (groups.size() < GROUPS) {
        groups.add(split, 0);
      }
    }
    require(groups.size() == GROUPS, RULE);
    return shortest(groups);
  }

  private static String withoutV4(String text) {
    int start = text.lastIndexOf(':') + 1;
    if (start == 0 || !isV4(text.substring(start))) {
      return text;
    }
    String[] bytes = text.substring(start).split("\\.", -1);
    int[] value = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      value[i] = Integer.parseInt(bytes[i]);
    }
    return text.substring(0, start)
        + String.format(Locale.ROOT, "%x:%x", value[0] * 256 + value[1], value[2] * 256 + value[3]);
  }

  private static List<Integer> groups(String text) {
    List<Integer> groups = new ArrayList<>();
    for (String group : text.isEmpty() ? new String[0] : text.split(":", -1)) {
      require(GROUP.matcher(group).matches(), RULE);
      groups.add(Integer.parseInt(group, 16));
    }
    return groups;
  }

  /** Writes "::" for the first of the longest runs of two or more zeros. */
  private static String shortest(List<Integer> groups) {
    int start = 0;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups.get(end) == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return length == 1
        ? joined(groups)
        : joined(groups.subList(0, start)) + "::" + joined(groups.subList(start + length, GROUPS));
  }

  private static String joined(List<Integer> groups) {
    return String.join(":", groups.stream().map(Integer::toHexString).toList());
  }
}
