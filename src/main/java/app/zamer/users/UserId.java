package app.zamer.users;

/**
 * A user's login name, which is also the id by which every other table and the API name the user.
 */
public record UserId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
