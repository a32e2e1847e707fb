package io.github.esrpcluster.benchmarks;

import com.netflix.appinfo.DataCenterInfo;
import com.netflix.appinfo.InstanceInfo;
import com.netflix.appinfo.InstanceInfo.InstanceStatus;
import com.netflix.appinfo.LeaseInfo;
import com.netflix.appinfo.MyDataCenterInfo;
import java.util.function.UnaryOperator;

/** Instances as a Eureka server holds them after it has decoded a registration. */
final class EurekaInstances {
  /** Far longer than any measurement: the eviction timer finds nothing that ran out. */
  static final int LEASE_SECONDS = 86_400;

  private static final DataCenterInfo OWN_DATA_CENTER =
      new MyDataCenterInfo(DataCenterInfo.Name.MyOwn);

  private EurekaInstances() {}

  /** A new instance, UP, with the fields that a client sends. The strings are made elsewhere. */
  static InstanceInfo of(String app, String vip, String id, int number) {
    return InstanceInfo.Builder.newBuilder(UnaryOperator.identity())
        .setAppNameForDeser(app)
        .setInstanceId(id)
        .setHostName(id)
        .setIPAddr(address(number))
        .setPort(8080)
        .setVIPAddressDeser(vip)
        .setDataCenterInfo(OWN_DATA_CENTER)
        .setLeaseInfo(LeaseInfo.Builder.newBuilder().setDurationInSecs(LEASE_SECONDS).build())
        .setStatus(InstanceStatus.UP)
        .build();
  }

  private static String address(int number) {
    return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
  }
}
