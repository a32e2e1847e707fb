package io.github.esrpcluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ApiModuleDescriptorTest {

  private static final Path COMPILED = Path.of("target", "classes", "module-info.class");

  @Test
  void needsOnlyTheAgreedModulesAtRunTime() throws IOException {
    assertThat(descriptor().requires())
        .filteredOn(required -> !required.modifiers().contains(Modifier.STATIC))
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder("java.base");
  }

  @Test
  void exportsOnlyWhatAVendorNeeds() throws IOException {
    assertThat(descriptor().exports())
        .filteredOn(exported -> !exported.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder("io.github.esrpcluster.api");
  }

  private static ModuleDescriptor descriptor() throws IOException {
    try (InputStream compiled = Files.newInputStream(COMPILED)) {
      return ModuleDescriptor.read(compiled);
    }
  }
}
