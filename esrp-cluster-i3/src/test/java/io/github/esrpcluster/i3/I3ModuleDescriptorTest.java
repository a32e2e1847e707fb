package io.github.esrpcluster.i3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class I3ModuleDescriptorTest {

  private static final Path COMPILED = Path.of("target", "classes", "module-info.class");

  @Test
  void module_needs_only_the_agreed_modules_at_run_time() throws IOException {
    assertThat(descriptor().requires())
        .filteredOn(required -> !required.modifiers().contains(Modifier.STATIC))
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder(
            "java.base", "io.github.esrpcluster.api",
            "io.github.esrpcluster.json", "tools.jackson.databind");
  }

  @Test
  void module_exports_only_the_packages_for_vendors() throws IOException {
    assertThat(descriptor().exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(
            "io.github.esrpcluster.i3",
            "io.github.esrpcluster.i3.notify",
            "io.github.esrpcluster.i3.sip");
  }

  private static ModuleDescriptor descriptor() throws IOException {
    try (InputStream compiled = Files.newInputStream(COMPILED)) {
      return ModuleDescriptor.read(compiled);
    }
  }
}
