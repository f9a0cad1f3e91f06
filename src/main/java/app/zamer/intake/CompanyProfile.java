package app.zamer.intake;

import app.zamer.clients.Phone;
import app.zamer.regulation.Violation;
import app.zamer.web.Messages;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What strangers may see of the company: its name and the phone they may call. */
@Repository
class CompanyProfile {
  private static final int LONGEST = 200;

  private final JdbcClient jdbc;

  CompanyProfile(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  CompanyAsSeen get() {
    return jdbc.sql("select name, phone from intake_company")
        .query((row, n) -> new CompanyAsSeen(row.getString("name"), row.getString("phone")))
        .single();
  }

  /**
   * @return what stands against it; it was saved if nothing does
   */
  List<Violation> save(String name, String phone) {
    List<Violation> wrong = new ArrayList<>();
    if (name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
      wrong.add(
          new Violation(
              Violation.INVALID, "companyName", Messages.text("intake.wrong.line", LONGEST)));
    }
    String e164 = "";
    if (!phone.isEmpty()) {
      Phone.Parsed parsed = Phone.parse(phone);
      parsed.violation("companyPhone").ifPresent(wrong::add);
      e164 = parsed.phone().map(Phone::e164).orElse("");
    }
    if (wrong.isEmpty()) {
      jdbc.sql("update intake_company set name = ?, phone = ?").params(name, e164).update();
    }
    return wrong;
  }
}
