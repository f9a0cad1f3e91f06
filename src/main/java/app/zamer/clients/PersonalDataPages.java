package app.zamer.clients;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Moments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What is done on a client's demand: a copy of his data, and its removal. */
@Controller
class PersonalDataPages {
  private final PersonalDataDesk desk;
  private final CompanyClock clock;

  PersonalDataPages(PersonalDataDesk desk, CompanyClock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /** A copy to be read and printed. */
  @GetMapping("/clients/{id}/data")
  ModelAndView copy(Actor actor, @PathVariable long id) {
    return new ModelAndView(
        "clients/copy",
        Map.of(
            "copy", desk.copy(actor, new ClientId(id)), "moments", new Moments(clock.getZone())));
  }

  /** The same for programs. */
  @GetMapping("/clients/{id}/data.json")
  ResponseEntity<Object> json(Actor actor, @PathVariable long id) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("client-" + id + ".json").build().toString())
        .body(CopyView.of(desk.copy(actor, new ClientId(id)), clock.getZone()));
  }

  @GetMapping("/clients/{id}/anonymise")
  ModelAndView form(Actor actor, @PathVariable long id) {
    return form(actor, id, "", List.of(), "clients/anonymise", HttpStatus.OK);
  }

  @PostMapping("/clients/{id}/anonymise")
  Object anonymise(
      Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String confirm) {
    return switch (desk.anonymise(actor, new ClientId(id), confirm)) {
      case PersonalDataDesk.Outcome.Done _ -> Htmx.go("/clients/" + id);
      case PersonalDataDesk.Outcome.Refused(List<Violation> violations) ->
          form(
              actor,
              id,
              confirm,
              violations,
              "clients/anonymiseform",
              HttpStatus.UNPROCESSABLE_CONTENT);
    };
  }

  private ModelAndView form(
      Actor actor,
      long id,
      String typed,
      List<Violation> violations,
      String view,
      HttpStatus status) {
    Map<String, Object> model = new HashMap<>();
    model.put("preview", desk.preview(actor, new ClientId(id)));
    model.put("typed", typed);
    model.put("errors", Form.errors(violations));
    return new ModelAndView(view, model, status);
  }
}
