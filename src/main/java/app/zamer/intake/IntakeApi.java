package app.zamer.intake;

import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import app.zamer.web.Problems;
import app.zamer.web.Shells;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** The same for a form that the company's site has made itself; nobody signs in for it. */
@Controller
@RequestMapping("/api/v1/intake/{key}")
class IntakeApi {
  private final IntakeForms forms;
  private final IntakePages pages;
  private final SiteRequests requests;
  private final TimeTokens tokens;
  private final Throttle throttle;
  private final Shells shells;

  IntakeApi(
      IntakeForms forms,
      IntakePages pages,
      SiteRequests requests,
      TimeTokens tokens,
      Throttle throttle,
      Shells shells) {
    this.forms = forms;
    this.pages = pages;
    this.requests = requests;
    this.tokens = tokens;
    this.throttle = throttle;
    this.shells = shells;
  }

  /**
   * @param token goes back with what the visitor has typed
   */
  record FormView(
      String title, List<String> wishes, ConsentView consent, String policy, String token) {}

  record ConsentView(int version, String text) {}

  record RequestBodyView(
      @Nullable String name,
      @Nullable String phone,
      @Nullable String wish,
      @Nullable String call,
      @Nullable String comment,
      @Nullable Boolean consent,
      @Nullable String token,
      @Nullable String website) {}

  record ThanksView(String message) {}

  /** What the form asks, and the token that has to be sent along. */
  @GetMapping
  @ResponseBody
  ResponseEntity<?> describe(@PathVariable String key, HttpServletRequest request) {
    IntakeForm form = form(key);
    return throttle
        .look(request.getRemoteAddr())
        .<ResponseEntity<?>>map(Problems::tooMany)
        .orElseGet(
            () ->
                ResponseEntity.ok(
                    new FormView(
                        form.title(),
                        form.wishes(),
                        new ConsentView(form.consentVersion(), form.consent()),
                        form.policy(),
                        tokens.issue(form))));
  }

  /** 202 whatever becomes of it. */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  ResponseEntity<?> send(
      @PathVariable String key, @RequestBody RequestBodyView body, HttpServletRequest request) {
    IntakeForm form = form(key);
    SentForm sent = new SentForm(typed(body));
    return switch (requests.receive(form, sent, request.getRemoteAddr())) {
      case SiteRequests.Answer.Thanks _ ->
          ResponseEntity.status(HttpStatus.ACCEPTED).body(new ThanksView(thanks(form)));
      case SiteRequests.Answer.Wrong _ -> Problems.refused(sent.wrong());
      case SiteRequests.Answer.TooFast _ -> again("intake.again.fast");
      case SiteRequests.Answer.Stale _ -> again("intake.api.stale");
      case SiteRequests.Answer.Twice _ -> again("intake.api.twice");
      case SiteRequests.Answer.TooMany(Duration pause) -> Problems.tooMany(pause);
    };
  }

  /**
   * A form without a script of its own. It has no token, so the visitor sees what he has typed once
   * more, and sends it from there.
   */
  @PostMapping(
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  Object send(
      @PathVariable String key,
      @RequestParam Map<String, String> typed,
      HttpServletRequest request,
      HttpServletResponse response) {
    Object answer = pages.answer(form(key), new SentForm(typed), Look.of(""), request, response);
    // pages have it anyway, but this is no address of a page
    return answer instanceof ModelAndView page
        ? page.addObject("shell", shells.of(request))
        : answer;
  }

  private IntakeForm form(String key) {
    return forms
        .byKey(key)
        .filter(IntakeForm::active)
        .orElseThrow(() -> new NotFound("form " + key));
  }

  static String thanks(IntakeForm form) {
    return form.success().isEmpty() ? Messages.get("intake.thanks.text") : form.success();
  }

  private static ResponseEntity<?> again(String why) {
    Text text = Messages.text(why);
    return Problems.invalid(new Violation(Violation.INVALID, SentForm.TOKEN, text));
  }

  private static Map<String, String> typed(RequestBodyView body) {
    Map<String, String> typed = new LinkedHashMap<>();
    put(typed, SentForm.NAME, body.name());
    put(typed, SentForm.PHONE, body.phone());
    put(typed, SentForm.WISH, body.wish());
    put(typed, SentForm.CALL, body.call());
    put(typed, SentForm.COMMENT, body.comment());
    put(typed, SentForm.CONSENT, Boolean.TRUE.equals(body.consent()) ? "true" : null);
    put(typed, SentForm.TOKEN, body.token());
    put(typed, SentForm.TRAP, body.website());
    return typed;
  }

  private static void put(Map<String, String> typed, String field, @Nullable String value) {
    if (value != null) {
      typed.put(field, value);
    }
  }
}
