package io.github.esrpcluster.core;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads the library once more, with a point before each call and each allocation in core, behind
 * each call of other code, and at the end of each method.
 */
final class ErrorInjector extends ClassLoader {
  private static final String LIBRARY = "io.github.esrpcluster.";
  private static final String CORE = "io/github/esrpcluster/core/";

  ErrorInjector() {
    super(ErrorInjector.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(LIBRARY)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    URL url = getResource(file);
    if (url == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream input = url.openStream()) {
      byte[] code = input.readAllBytes();
      boolean injected = file.startsWith(CORE) && !url.getPath().contains("test-classes");
      byte[] defined = injected ? withPoints(code) : code;
      return defineClass(name, defined, 0, defined.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static byte[] withPoints(byte[] code) {
    ClassReader reader = new ClassReader(code);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            return name.equals("<clinit>") ? method : new Points(method);
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Points extends MethodVisitor {
    Points(MethodVisitor method) {
      super(Opcodes.ASM9, method);
    }

    private void point() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, CORE + "ErrorPoints", "pass", "()V", false);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      point();
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (!owner.startsWith(CORE) && !name.equals("<init>")) {
        point();
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      point();
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      super.visitTypeInsn(opcode, type);
      if (opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) {
        point(); // behind it: a frame may refer to the place of the instruction
      }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      if (opcode == Opcodes.NEWARRAY) {
        point();
      }
      super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        point();
      }
      super.visitInsn(opcode);
    }
  }
}
