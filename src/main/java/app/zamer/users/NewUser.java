package app.zamer.users;

import java.util.Set;

/**
 * Who is to get an account.
 *
 * @param login Latin lower-case letters, digits, {@code . _ -}, a letter first, at most 50
 *     characters
 * @param password in plain text; only its hash is kept
 */
public record NewUser(String login, String name, Set<Role> roles, String password) {
  public NewUser {
    roles = Set.copyOf(roles);
  }

  @Override
  public String toString() {
    return "NewUser[" + login + "]";
  }
}
