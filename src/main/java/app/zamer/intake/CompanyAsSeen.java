package app.zamer.intake;

import app.zamer.clients.Phone;

/**
 * What strangers may see of the company.
 *
 * @param name empty if nobody has given it
 * @param phone in E.164; empty if nobody has given it
 */
public record CompanyAsSeen(String name, String phone) {
  /** The phone as people read it. */
  public String phoneShown() {
    return phone.isEmpty() ? "" : new Phone(phone).shown();
  }
}
