package app.zamer.leads;

import app.zamer.clients.Phone;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import org.jspecify.annotations.Nullable;

/** What a lead is made of, all of it checked. */
record Draft(Phone phone, String title, String clientName, String source, @Nullable UserId owner) {

  /** LEAD-1: the lead of a call from or to an unknown number. */
  static Draft of(PhoneCall call, String clientName, @Nullable UserId owner) {
    String title = digits(call.phone()) + " - " + call.direction().words();
    return new Draft(call.phone(), title, clientName, "", owner);
  }

  /** A number as the regulation writes it: {@code 79912084543}. */
  static String digits(Phone phone) {
    String digits = phone.number().e164().substring(1);
    return phone.extension().isEmpty()
        ? digits
        : Messages.text("clients.phone.extension", digits, phone.extension()).ru();
  }
}
