package app.zamer.regulation;

/**
 * Where a deal stands: a stage of a pipeline, written {@code sales/measurement}. Which stages exist
 * only the regulation file says.
 */
public record StageId(String pipeline, String stage) {
  /**
   * Reads {@code pipeline/stage}.
   *
   * @throws IllegalArgumentException if the text is not two names with a slash between them
   */
  public static StageId parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1 || text.indexOf('/', slash + 1) >= 0) {
      throw new IllegalArgumentException("not pipeline/stage: " + text);
    }
    return new StageId(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return pipeline + "/" + stage;
  }
}
