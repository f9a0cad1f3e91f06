package app.zamer.users;

import java.util.Arrays;

/** What a person is in the company; the ids are those of the regulation file's rights. */
public enum Role {
  MANAGER("manager"),
  TECHNOLOGIST("technologist"),
  COMMUNICATIONS_MANAGER("communications-manager"),
  ENGINEER("engineer"),
  HEAD_OF_SALES("head-of-sales"),
  ADMINISTRATOR("administrator"),
  /** No person: the telephone exchange, whose token reports calls and opens nothing else. */
  EXCHANGE("exchange");

  private final String id;

  Role(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /**
   * @throws IllegalArgumentException if no role has this id
   */
  public static Role of(String id) {
    return Arrays.stream(values())
        .filter(role -> role.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no role " + id));
  }
}
