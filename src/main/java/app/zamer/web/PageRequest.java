package app.zamer.web;

/**
 * Which page of a list is wanted: {@code ?page=0&size=50}. As a parameter of a controller method it
 * is read from the query and checked.
 *
 * @param page its number, from 0
 * @param size at most {@value #MAX_SIZE}
 */
public record PageRequest(int page, int size) {
  public static final int DEFAULT_SIZE = 50;
  public static final int MAX_SIZE = 200;

  public PageRequest {
    if (page < 0 || size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException("page " + page + " of size " + size);
    }
  }

  /** How many items lie before this page. */
  public long offset() {
    return (long) page * size;
  }
}
