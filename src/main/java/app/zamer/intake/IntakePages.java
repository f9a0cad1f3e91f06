package app.zamer.intake;

import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The form that visitors of the company's site fill in, shown within it. */
@Controller
@RequestMapping("/intake/form/{key}")
class IntakePages {
  private final IntakeForms forms;
  private final SiteRequests requests;
  private final TimeTokens tokens;
  private final Throttle throttle;

  IntakePages(IntakeForms forms, SiteRequests requests, TimeTokens tokens, Throttle throttle) {
    this.forms = forms;
    this.requests = requests;
    this.tokens = tokens;
    this.throttle = throttle;
  }

  @GetMapping
  ModelAndView show(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String theme,
      HttpServletRequest request,
      HttpServletResponse response) {
    IntakeForm form = form(key, response);
    Optional<Duration> wait = throttle.look(request.getRemoteAddr());
    if (wait.isPresent()) {
      return tooMany(wait.get(), Look.of(theme), response);
    }
    return form.active()
        ? page(form, Map.of(), tokens.issue(form), Look.of(theme), "", List.of(), HttpStatus.OK)
        : closed(Look.of(theme));
  }

  @PostMapping
  Object send(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String theme,
      @RequestParam Map<String, String> typed,
      HttpServletRequest request,
      HttpServletResponse response) {
    IntakeForm form = form(key, response);
    return form.active()
        ? answer(form, new SentForm(typed), Look.of(theme), request, response)
        : closed(Look.of(theme));
  }

  @GetMapping("/thanks")
  ModelAndView thanks(
      @PathVariable String key,
      @RequestParam(defaultValue = "") String theme,
      HttpServletResponse response) {
    IntakeForm form = form(key, response);
    Map<String, Object> model = model(Look.of(theme));
    model.put("form", form);
    return new ModelAndView("intake/thanks", model);
  }

  /**
   * What a visitor is shown who has sent a form from this page or from one of the company's own.
   */
  Object answer(
      IntakeForm form,
      SentForm sent,
      Look look,
      HttpServletRequest request,
      HttpServletResponse response) {
    Map<String, String> typed = sent.typed();
    return switch (requests.receive(form, sent, request.getRemoteAddr())) {
      case SiteRequests.Answer.Thanks _ ->
          ResponseEntity.status(HttpStatus.SEE_OTHER)
              .location(
                  URI.create(
                      request.getContextPath()
                          + "/intake/form/"
                          + form.key()
                          + "/thanks"
                          + look.query()))
              .build();
      case SiteRequests.Answer.Wrong _ ->
          page(
              form,
              typed,
              kept(form, sent),
              look,
              "",
              sent.wrong(),
              HttpStatus.UNPROCESSABLE_CONTENT);
      case SiteRequests.Answer.TooFast _ ->
          again(form, typed, sent.token(), look, "intake.again.fast");
      case SiteRequests.Answer.Stale _ ->
          again(form, typed, tokens.reissue(form), look, "intake.again.stale");
      case SiteRequests.Answer.Twice _ ->
          again(form, typed, tokens.reissue(form), look, "intake.again.twice");
      case SiteRequests.Answer.TooMany(Duration pause) -> {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(pause.toSeconds()));
        yield page(
            form,
            typed,
            kept(form, sent),
            look,
            Messages.get("intake.many.form", minutes(pause)),
            List.of(),
            HttpStatus.TOO_MANY_REQUESTS);
      }
    };
  }

  /** The word that came with a form, as long as it is good for another try. */
  private String kept(IntakeForm form, SentForm sent) {
    return tokens.worth(form, sent.token()) == TimeTokens.Worth.STALE
        ? tokens.reissue(form)
        : sent.token();
  }

  private static ModelAndView again(
      IntakeForm form, Map<String, String> typed, String token, Look look, String why) {
    return page(
        form, typed, token, look, Messages.get(why), List.of(), HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private IntakeForm form(String key, HttpServletResponse response) {
    IntakeForm form = forms.byKey(key).orElseThrow(() -> new NotFound("form " + key));
    IntakeSecurity.showWithin(response, form.origins());
    return form;
  }

  private static ModelAndView page(
      IntakeForm form,
      Map<String, String> typed,
      String token,
      Look look,
      String note,
      List<Violation> wrong,
      HttpStatus status) {
    Map<String, Object> model = model(look);
    model.put("form", form);
    model.put("typed", typed);
    model.put("token", token);
    model.put("note", note);
    model.put("errors", Form.errors(wrong));
    return new ModelAndView("intake/form", model, status);
  }

  private ModelAndView closed(Look look) {
    Map<String, Object> model = model(look);
    model.put("company", forms.company());
    return new ModelAndView("intake/closed", model, HttpStatus.GONE);
  }

  static ModelAndView tooMany(Duration wait, Look look, HttpServletResponse response) {
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()));
    Map<String, Object> model = model(look);
    model.put("minutes", minutes(wait));
    return new ModelAndView("intake/many", model, HttpStatus.TOO_MANY_REQUESTS);
  }

  private static long minutes(Duration wait) {
    return wait.toMinutes() + 1;
  }

  static Map<String, Object> model(Look look) {
    Map<String, Object> model = new HashMap<>();
    model.put("look", look);
    return model;
  }
}
