package io.github.esrpcluster.api;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ModuleTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Checks Java source text against the rules for names and Javadoc. */
final class HouseStyle {
  /** Each rule, with the text that a finding prints. */
  enum Rule {
    TEST_NAME("a test method name has at most 60 characters"),
    TYPE_NAME("two types must not share a simple name"),
    JAVADOC_MISSING("a public or protected element must have Javadoc"),
    JAVADOC_SUBJECT(
        "a Javadoc sentence must not begin with this word; name the subject or the act");

    private final String text;

    Rule(String text) {
      this.text = text;
    }
  }

  /** A source file; {@code published} if vendors compile against it. */
  record Source(String file, String text, boolean published) {}

  /** A violation of a rule, by a name or a word. */
  record Finding(String file, long line, Rule rule, String subject) {
    @Override
    public String toString() {
      return file + ":" + line + ": " + subject + ": " + rule.text;
    }
  }

  private static final int LONGEST_TEST_NAME = 60;

  private static final Set<String> TEST_ANNOTATIONS =
      Set.of(
          "Test",
          "ParameterizedTest",
          "RepeatedTest",
          "TestFactory",
          "TestTemplate",
          "Property",
          "Example");

  /** Builders are read with the type they belong to; jcstress races each have their own actor. */
  private static final Set<String> SHARED_TYPE_NAMES = Set.of("Builder", "Watched");

  private static final Pattern VAGUE_SUBJECT =
      Pattern.compile(
          "(?:^|[.!?;:]\\s|<p>|<li>|<td>|@return\\s|@throws\\s+\\S+\\s|@param\\s+\\S+\\s)\\s*"
              + "((?:What|Who|Whoever|Whom|One|Nobody|Somebody)\\b)");

  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, List<Finding>> types = new LinkedHashMap<>();

  private HouseStyle() {}

  /** Returns the violations in the sources, which are parsed and not compiled. */
  static List<Finding> check(List<Source> sources) throws IOException {
    HouseStyle style = new HouseStyle();
    Map<URI, Source> byUri = new LinkedHashMap<>();
    List<InMemoryFile> files = new ArrayList<>();
    for (Source source : sources) {
      InMemoryFile file = new InMemoryFile(source);
      byUri.put(file.toUri(), source);
      files.add(file);
    }
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, files);
    DocTrees trees = DocTrees.instance(task);
    for (CompilationUnitTree unit : task.parse()) {
      Source source = byUri.get(unit.getSourceFile().toUri());
      style.new UnitScanner(source, unit, trees).scan(unit, null);
    }
    style.types.values().stream().filter(sharing -> sharing.size() > 1).forEach(style::addAll);
    return style.findings;
  }

  private void addAll(List<Finding> more) {
    findings.addAll(more);
  }

  private static final class InMemoryFile extends SimpleJavaFileObject {
    private final String text;

    InMemoryFile(Source source) {
      super(URI.create("memory:///" + source.file()), JavaFileObject.Kind.SOURCE);
      this.text = source.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private final class UnitScanner extends TreePathScanner<Void, Void> {
    private final Source source;
    private final CompilationUnitTree unit;
    private final DocTrees trees;

    UnitScanner(Source source, CompilationUnitTree unit, DocTrees trees) {
      this.source = source;
      this.unit = unit;
      this.trees = trees;
    }

    @Override
    public Void visitModule(ModuleTree module, Void unused) {
      checkJavadoc(module, module.getName().toString(), true);
      return super.visitModule(module, null);
    }

    @Override
    public Void visitPackage(PackageTree declared, Void unused) {
      boolean required = source.file().endsWith("package-info.java");
      checkJavadoc(declared, declared.getPackageName().toString(), required);
      return super.visitPackage(declared, null);
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (isTopLevelOrMember()) {
        String name = type.getSimpleName().toString();
        if (!isPrivate(type.getModifiers()) && !SHARED_TYPE_NAMES.contains(name)) {
          types
              .computeIfAbsent(name, key -> new ArrayList<>())
              .add(finding(type, Rule.TYPE_NAME, name));
        }
        checkJavadoc(type, name, isExposed(getCurrentPath()));
      }
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      String name = method.getName().toString();
      if (name.length() > LONGEST_TEST_NAME && isTest(method)) {
        findings.add(finding(method, Rule.TEST_NAME, name));
      }
      boolean told = isOverride(method) || isRecordAccessor(method);
      checkJavadoc(method, name, !told && isExposed(getCurrentPath()));
      return super.visitMethod(method, null);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void unused) {
      if (enclosing() instanceof ClassTree) {
        checkJavadoc(variable, variable.getName().toString(), isExposed(getCurrentPath()));
      }
      return super.visitVariable(variable, null);
    }

    private void checkJavadoc(Tree tree, String name, boolean required) {
      if (!source.published()) {
        return;
      }
      String javadoc = trees.getDocComment(getCurrentPath());
      if (javadoc != null) {
        checkSubjects(tree, javadoc.strip());
      } else if (required) {
        findings.add(finding(tree, Rule.JAVADOC_MISSING, name));
      }
    }

    private void checkSubjects(Tree tree, String javadoc) {
      Matcher vague = VAGUE_SUBJECT.matcher(javadoc);
      while (vague.find()) {
        findings.add(finding(tree, Rule.JAVADOC_SUBJECT, vague.group(1)));
      }
    }

    private Finding finding(Tree tree, Rule rule, String subject) {
      long start = trees.getSourcePositions().getStartPosition(unit, tree);
      return new Finding(source.file(), unit.getLineMap().getLineNumber(start), rule, subject);
    }

    private Tree enclosing() {
      return getCurrentPath().getParentPath().getLeaf();
    }

    private boolean isTopLevelOrMember() {
      return enclosing() instanceof CompilationUnitTree || enclosing() instanceof ClassTree;
    }

    private boolean isRecordAccessor(MethodTree method) {
      return enclosing().getKind() == Tree.Kind.RECORD
          && method.getParameters().isEmpty()
          && ((ClassTree) enclosing())
              .getMembers().stream()
                  .anyMatch(member -> isComponent(member, method.getName().toString()));
    }

    private boolean isComponent(Tree member, String name) {
      return member instanceof VariableTree variable
          && variable.getName().contentEquals(name)
          && !variable.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    /** Returns whether the declaration and all that enclose it are public or protected. */
    private boolean isExposed(TreePath path) {
      if (path.getLeaf() instanceof CompilationUnitTree) {
        return true;
      }
      TreePath outer = path.getParentPath();
      ModifiersTree modifiers = modifiers(path.getLeaf());
      Set<Modifier> flags = modifiers.getFlags();
      boolean implicit = isInterface(outer.getLeaf()) && !isPrivate(modifiers);
      return (implicit || flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED))
          && isExposed(outer);
    }
  }

  private static ModifiersTree modifiers(Tree tree) {
    if (tree instanceof ClassTree type) {
      return type.getModifiers();
    }
    return tree instanceof MethodTree method
        ? method.getModifiers()
        : ((VariableTree) tree).getModifiers();
  }

  private static boolean isInterface(Tree tree) {
    return tree.getKind() == Tree.Kind.INTERFACE || tree.getKind() == Tree.Kind.ANNOTATION_TYPE;
  }

  private static boolean isPrivate(ModifiersTree modifiers) {
    return modifiers.getFlags().contains(Modifier.PRIVATE);
  }

  private static boolean isTest(MethodTree method) {
    return annotations(method).stream().anyMatch(TEST_ANNOTATIONS::contains);
  }

  private static boolean isOverride(MethodTree method) {
    return annotations(method).contains("Override");
  }

  private static List<String> annotations(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .map(AnnotationTree::getAnnotationType)
        .map(Object::toString)
        .toList();
  }
}
