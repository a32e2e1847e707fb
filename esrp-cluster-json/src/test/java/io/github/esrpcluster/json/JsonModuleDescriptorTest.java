package io.github.esrpcluster.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JsonModuleDescriptorTest {

  private static final Path COMPILED = Path.of("target", "classes", "module-info.class");

  @Test
  void module_needs_only_the_agreed_modules_at_run_time() throws IOException {
    assertThat(descriptor().requires())
        .filteredOn(required -> !required.modifiers().contains(Modifier.STATIC))
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder(
            "java.base", "io.github.esrpcluster.api", "tools.jackson.databind");
  }

  @Test
  void module_exports_nothing_to_vendors() throws IOException {
    assertThat(descriptor().exports()).isNotEmpty().allMatch(ModuleDescriptor.Exports::isQualified);
  }

  private static ModuleDescriptor descriptor() throws IOException {
    try (InputStream compiled = Files.newInputStream(COMPILED)) {
      return ModuleDescriptor.read(compiled);
    }
  }
}
