package io.github.esrpcluster.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SipModuleDescriptorTest {

  private static final Path COMPILED = Path.of("target", "classes", "module-info.class");

  @Test
  void module_needs_only_the_agreed_modules_at_run_time() throws IOException {
    assertThat(descriptor().requires())
        .filteredOn(required -> !required.modifiers().contains(Modifier.STATIC))
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder(
            "java.base",
            "java.naming",
            "io.github.esrpcluster.api",
            "io.github.esrpcluster.i3",
            "jain.sip.ri",
            "org.slf4j");
  }

  @Test
  void module_exports_only_the_packages_for_vendors() throws IOException {
    assertThat(descriptor().exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder("io.github.esrpcluster.sip");
  }

  private static ModuleDescriptor descriptor() throws IOException {
    try (InputStream compiled = Files.newInputStream(COMPILED)) {
      return ModuleDescriptor.read(compiled);
    }
  }
}
