package io.github.esrpcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CoreModuleDescriptorTest {

  private static final Path COMPILED = Path.of("target", "classes", "module-info.class");

  @Test
  void needsOnlyTheAgreedModulesAtRunTime() throws IOException {
    assertThat(descriptor().requires())
        .filteredOn(required -> !required.modifiers().contains(Modifier.STATIC))
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder(
            "java.base", "io.github.esrpcluster.api", "com.google.common", "org.slf4j");
  }

  @Test
  void exportsOnlyWhatAVendorNeeds() throws IOException {
    assertThat(descriptor().exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder("io.github.esrpcluster.core");
  }

  private static ModuleDescriptor descriptor() throws IOException {
    try (InputStream compiled = Files.newInputStream(COMPILED)) {
      return ModuleDescriptor.read(compiled);
    }
  }
}
