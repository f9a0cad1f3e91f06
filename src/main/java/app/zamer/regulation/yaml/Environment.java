package app.zamer.regulation.yaml;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompiler;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words that an expression may use, with their types. What was found sound among the same words
 * is not checked again: an edition differs from the one before it in a line or two, and the checks
 * are most of what it takes to read one.
 */
final class Environment {
  /** In characters of expressions; several editions that have nothing in common. */
  private static final int MOST_KEPT = 1_000_000;

  /** What a checked expression takes besides, in the same measure. */
  private static final int EACH = 200;

  private static final Interner<Environment> KNOWN = Interner.newWeakInterner();
  private static final Cache<Question, CelAbstractSyntaxTree> SOUND =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KEPT)
          .weigher((Question question, CelAbstractSyntaxTree ast) -> question.weight())
          .build();

  private final Map<String, CelType> words;
  private final int hash;
  private @Nullable CelCompiler compiler;

  private record Question(Environment among, @Nullable CelType result, String source) {
    int weight() {
      return source.length() + EACH;
    }
  }

  private Environment(Map<String, CelType> words) {
    this.words = Map.copyOf(words);
    this.hash = this.words.hashCode();
  }

  static Environment of(Map<String, CelType> words) {
    return KNOWN.intern(new Environment(words));
  }

  /** The same with one more word. */
  Environment with(String word, CelType type) {
    Map<String, CelType> more = new HashMap<>(words);
    more.put(word, type);
    return of(more);
  }

  /**
   * Parses an expression and checks its types.
   *
   * @param result what it has to come to; null for anything
   * @throws CelValidationException with every reason why it is refused
   */
  CelAbstractSyntaxTree checked(String source, @Nullable CelType result)
      throws CelValidationException {
    var question = new Question(this, result, source);
    CelAbstractSyntaxTree known = SOUND.getIfPresent(question);
    if (known != null) {
      return known;
    }
    CelCompiler any = compiler();
    CelCompiler compiler =
        result == null ? any : any.toCompilerBuilder().setResultType(result).build();
    CelAbstractSyntaxTree ast = compiler.compile(source).getAst();
    SOUND.put(question, ast);
    return ast;
  }

  private synchronized CelCompiler compiler() {
    if (compiler == null) {
      compiler = Expressions.compiler(words);
    }
    return compiler;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Environment that && hash == that.hash && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
