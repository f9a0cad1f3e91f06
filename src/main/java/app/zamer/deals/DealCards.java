package app.zamer.deals;

import app.zamer.clients.ClientConsent;
import app.zamer.clients.ClientConsents;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.deals.DealCard.Head;
import app.zamer.deals.DealCard.Line;
import app.zamer.deals.DealCard.Pipeline;
import app.zamer.deals.DealCard.Section;
import app.zamer.deals.DealCard.SectionForm;
import app.zamer.deals.DealCard.Stage;
import app.zamer.deals.DealInput.Choice;
import app.zamer.deals.DealInput.Problem;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Address;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Measurement;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Decision;
import app.zamer.regulation.PlanItem;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import app.zamer.web.Shown;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the card of a deal from the deal and the regulation's answers about it. */
@Component
class DealCards {
  static final List<String> SECTIONS = List.of("about", "measurement", "contract");

  private static final List<DealField> ADDRESS =
      List.of(
          DealField.CITY,
          DealField.STREET,
          DealField.HOUSE,
          DealField.APARTMENT,
          DealField.ENTRANCE,
          DealField.FLOOR,
          DealField.INTERCOM);

  private static final String[] RIGHTS = {
    "deal.edit",
    "deal.move",
    "deal.assign",
    "deal.story",
    "comment.add",
    "comment.pin",
    "activity.edit",
    "chat.read",
    "file.read",
    "stamp",
    "visit.plan",
    "visit.confirm",
    "visit.result",
    "ledger.status"
  };

  private final DealInputs inputs;
  private final NextSteps steps;
  private final DealRights rights;
  private final Editions editions;
  private final Users users;
  private final TimelineQuery timeline;
  private final ClientConsents consents;
  private final CompanyClock clock;

  DealCards(
      DealInputs inputs,
      NextSteps steps,
      DealRights rights,
      Editions editions,
      Users users,
      TimelineQuery timeline,
      ClientConsents consents,
      CompanyClock clock) {
    this.inputs = inputs;
    this.steps = steps;
    this.rights = rights;
    this.editions = editions;
    this.users = users;
    this.timeline = timeline;
    this.consents = consents;
    this.clock = clock;
  }

  DealCard card(Actor actor, Deal deal) {
    Set<String> permitted =
        Arrays.stream(RIGHTS)
            .filter(right -> rights.permits(actor, deal, right))
            .collect(Collectors.toUnmodifiableSet());
    boolean whole = permitted.contains("deal.story");
    Map<UserId, String> names = names(deal);
    return new DealCard(
        deal.id().value(),
        deal.title(),
        deal.version(),
        whole,
        permitted,
        names.getOrDefault(deal.owner(), deal.owner().value()),
        head(actor, deal),
        SECTIONS.stream().map(name -> section(actor, deal, name, names)).toList());
  }

  // ---- what moves

  Head head(Actor actor, Deal deal) {
    Instant now = clock.instant();
    return new Head(
        deal.id().value(),
        deal.version(),
        pipelines(deal, now),
        rights.permits(actor, deal, "deal.move"),
        rights.permits(actor, deal, "deal.story")
            ? steps.of(actor, List.of(deal)).get(deal.id().value())
            : null,
        now.atZone(clock.getZone()).toOffsetDateTime().toString());
  }

  private List<Pipeline> pipelines(Deal deal, Instant now) {
    Regulation regulation = editions.inForce();
    Map<StageId, Decision> options = regulation.options(deal.facts(), now);
    return regulation.pipelines().stream()
        .map(pipeline -> pipeline(pipeline, deal.facts(), options))
        .sorted(Comparator.comparing(Pipeline::current).reversed())
        .toList();
  }

  private Pipeline pipeline(
      Rulebook.Pipeline pipeline, DealFacts facts, Map<StageId, Decision> options) {
    var stages = new ArrayList<Stage>();
    for (Rulebook.Stage stage : pipeline.stages()) {
      Decision decision = Objects.requireNonNull(options.get(stage.id()));
      boolean allowed = decision instanceof Decision.Allowed;
      stages.add(
          new Stage(
              stage.id().toString(),
              stage.name().in(Messages.language()),
              stages.size() + 1,
              stage.status(),
              stage.id().equals(facts.stage()),
              facts.reached().contains(stage.id()),
              stage.irreversible(),
              allowed,
              allowed && !editions.inForce().irrevocable(facts, stage.id()),
              decision instanceof Decision.Refused(List<Violation> violations, var suggested)
                  ? violations.stream().map(inputs::problem).toList()
                  : List.of()));
    }
    return new Pipeline(
        pipeline.name().in(Messages.language()),
        pipeline.id().equals(facts.stage().pipeline()),
        stages);
  }

  // ---- the sections

  Section section(Actor actor, Deal deal, String name) {
    return section(actor, deal, name, names(deal));
  }

  private Section section(Actor actor, Deal deal, String name, Map<UserId, String> names) {
    boolean whole = rights.permits(actor, deal, "deal.story");
    List<Line> lines =
        switch (name) {
          case "about" -> about(actor, deal, whole, names);
          case "measurement" -> measurement(deal.facts(), names);
          case "contract" -> contract(deal.facts(), whole);
          default -> throw new NotFound("section " + name);
        };
    return new Section(
        deal.id().value(),
        name,
        Messages.get("card.section." + name),
        rights.permits(actor, deal, "deal.edit"),
        lines,
        name.equals("measurement") ? visits(actor, deal) : List.of());
  }

  private List<Line> about(Actor actor, Deal deal, boolean whole, Map<UserId, String> names) {
    DealFacts facts = deal.facts();
    var lines = new ArrayList<Line>();
    lines.add(
        new Line(
            Messages.get("card.client"),
            deal.client().name(),
            whole ? "/clients/" + deal.client().id() : "",
            ""));
    for (Phone phone : deal.client().phones()) {
      lines.add(line(Messages.get("card.phone"), phone.shown(), "tel:" + phone.e164()));
    }
    if (whole) {
      lines.add(
          new Line(
              Messages.get("card.consent"),
              consents.latest(deal.client().id()).map(ClientConsent::shown).orElse(""),
              "/clients/" + deal.client().id() + "#consent",
              ""));
    }
    String address = address(facts.address());
    lines.add(
        new Line(
            Messages.get("card.address"),
            address,
            address.isEmpty() ? "" : map(facts.address()),
            missing(facts)));
    lines.add(field(DealField.ESTIMATE_AMOUNT, facts));
    lines.add(line(Messages.get("card.field.owner"), name(names, deal.owner().value()), ""));
    if (whole) {
      lines.add(line(Messages.get("card.field.source"), deal.source(), ""));
      timeline
          .lead(actor, deal.id())
          .ifPresent(
              lead ->
                  lines.add(
                      line(Messages.get("card.from-lead"), lead.title(), "/leads/" + lead.id())));
      lines.add(field(DealField.NEXT_CONTACT_ON, facts));
    }
    return lines;
  }

  private List<Line> measurement(DealFacts facts, Map<UserId, String> names) {
    Measurement measurement = facts.measurement();
    Moments moments = new Moments(clock.getZone());
    var lines = new ArrayList<Line>();
    lines.add(
        new Line(
            inputs.label(DealField.MEASUREMENT_DATE.id()),
            Shown.weekday(measurement.date()),
            "",
            measurement.date() == null
                ? ""
                : Stream.of(
                        inputs.shown(DealField.DATE_KIND.id(), measurement.dateKind()),
                        measurement.decidedOn() == null
                            ? ""
                            : Messages.get("card.decided", Shown.day(measurement.decidedOn())))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(", "))));
    lines.add(field(DealField.VIDEO_ALLOWED, facts));
    lines.add(
        line(
            inputs.label(DealField.MEASUREMENT_STATUS.id()),
            inputs.shown(DealField.MEASUREMENT_STATUS.id(), measurement.status()),
            ""));
    Visit visit = facts.visit();
    lines.add(
        visit == null
            ? line(inputs.label("visit"), "", "")
            : new Line(
                inputs.label("visit"),
                moments.show(visit.startsAt()) + "–" + moments.time(visit.endsAt()),
                "",
                name(names, visit.engineer()) + ", " + Messages.get(state(visit))));
    lines.add(
        facts.estimate().stampedAt() == null
            ? line(inputs.label("estimate.stamp"), "", "")
            : new Line(
                inputs.label("estimate.stamp"),
                moments.show(facts.estimate().stampedAt()),
                "",
                name(names, facts.estimate().stampedBy())));
    return lines;
  }

  private static String state(Visit visit) {
    if (!visit.outcome().isEmpty()) {
      return "card.outcome." + visit.outcome();
    }
    return visit.confirmedAt() == null ? "card.visit.unconfirmed" : "card.visit.confirmed";
  }

  private List<Line> contract(DealFacts facts, boolean whole) {
    Contract contract = facts.contract();
    var lines = new ArrayList<Line>();
    for (DealField field :
        List.of(
            DealField.CONTRACT_NUMBER,
            DealField.CONTRACT_AMOUNT,
            DealField.CONTRACT_DISCOUNT,
            DealField.CONTRACT_CLIENT_NAME)) {
      lines.add(field(field, facts));
    }
    if (whole && !facts.loss().result().isEmpty()) {
      lines.add(field(DealField.LOSS_RESULT, facts));
      lines.add(line(inputs.label(DealField.LOSS_REASON.id()), inputs.reason(facts), ""));
    }
    return contract.number().isEmpty() && contract.amount() == null && lines.size() == 4
        ? List.of()
        : lines;
  }

  /** What can be done about stamp and visit from here. */
  private List<Mend> visits(Actor actor, Deal deal) {
    var actions = new ArrayList<Mend>();
    String address = "/deals/" + deal.id();
    Instant now = clock.instant();
    Regulation regulation = editions.inForce();
    if (deal.facts().estimate().stampedAt() == null
        && rights.permits(actor, deal, "stamp")
        && regulation.check(deal.facts(), "stamp", now).isEmpty()) {
      actions.add(Mend.of(Mend.Kind.CLICK, Messages.get("card.mend.stamp"), address + "/stamp"));
    }
    if (rights.permits(actor, deal, "visit.plan")
        && regulation.check(deal.facts(), "visit.plan", now).isEmpty()) {
      actions.add(
          Mend.of(
              Mend.Kind.DIALOG,
              Messages.get(deal.facts().visit() == null ? "card.mend.plan" : "card.mend.replan"),
              address + "/visit/plan"));
    }
    if (rights.permits(actor, deal, "visit.result")
        && regulation.check(deal.facts(), "visit.result", now).isEmpty()) {
      actions.add(
          Mend.of(Mend.Kind.DIALOG, Messages.get("card.mend.result"), address + "/visit/result"));
    }
    return actions;
  }

  SectionForm form(
      Actor actor,
      Deal deal,
      String name,
      DealForm form,
      List<Violation> violations,
      @Nullable String note) {
    var asked = new ArrayList<DealInput>();
    switch (name) {
      case "about" -> {
        asked.add(own("title", DealInput.Type.TEXT, deal, List.of(), form, violations));
        ADDRESS.forEach(field -> asked.add(inputs.of(field, deal.facts(), form, violations)));
        asked.add(inputs.of(DealField.ESTIMATE_AMOUNT, deal.facts(), form, violations));
        asked.add(inputs.of(DealField.NEXT_CONTACT_ON, deal.facts(), form, violations));
        asked.add(own("source", DealInput.Type.TEXT, deal, List.of(), form, violations));
        if (rights.permits(actor, deal, "deal.assign")) {
          asked.add(own("owner", DealInput.Type.LIST, deal, owners(deal), form, violations));
        }
      }
      case "measurement" -> {
        List<DealField> fields =
            rights.permits(actor, deal, "ledger.status")
                ? List.of(
                    DealField.MEASUREMENT_DATE,
                    DealField.DATE_KIND,
                    DealField.VIDEO_ALLOWED,
                    DealField.MEASUREMENT_STATUS)
                : List.of(DealField.MEASUREMENT_DATE, DealField.DATE_KIND, DealField.VIDEO_ALLOWED);
        fields.forEach(field -> asked.add(inputs.of(field, deal.facts(), form, violations)));
      }
      case "contract" ->
          Stream.of(
                  DealField.CONTRACT_NUMBER,
                  DealField.CONTRACT_AMOUNT,
                  DealField.CONTRACT_DISCOUNT,
                  DealField.CONTRACT_CLIENT_NAME)
              .forEach(field -> asked.add(inputs.of(field, deal.facts(), form, violations)));
      default -> throw new NotFound("section " + name);
    }
    Set<String> names = asked.stream().map(DealInput::name).collect(Collectors.toSet());
    List<Problem> problems =
        violations.stream()
            .filter(violation -> violation.field() == null || !names.contains(violation.field()))
            .map(inputs::problem)
            .toList();
    return new SectionForm(
        deal.id().value(),
        name,
        Messages.get("card.section." + name),
        deal.version(),
        asked,
        problems,
        note,
        warning(names, deal.facts()));
  }

  /** A stamp is put on one sum, and a visit is planned for one day. */
  private static @Nullable String warning(Set<String> names, DealFacts facts) {
    if (names.contains(DealField.ESTIMATE_AMOUNT.id()) && facts.estimate().stampedAt() != null) {
      return Messages.get("card.voids-stamp");
    }
    Visit visit = facts.visit();
    return names.contains(DealField.MEASUREMENT_DATE.id())
            && visit != null
            && visit.outcome().isEmpty()
        ? Messages.get("card.voids-visit")
        : null;
  }

  private DealInput own(
      String name,
      DealInput.Type type,
      Deal deal,
      List<Choice> choices,
      DealForm form,
      List<Violation> violations) {
    return inputs.of(name, type, DealInputs.now(deal, name), choices, form, violations);
  }

  /** Whose the deal may be; whose it is, though he has left, so that other fields can be saved. */
  private List<Choice> owners(Deal deal) {
    return users.withRightOr("deal.own", List.of(deal.owner().value())).stream()
        .map(user -> new Choice(user.id().value(), user.shown()))
        .toList();
  }

  // ---- where a date leads

  DealCard.Route route(DealFacts edited, String field, String day) {
    Instant now = clock.instant();
    Regulation regulation = editions.inForce();
    StageId to =
        regulation.plan(edited, now).stream()
            .map(PlanItem::action)
            .filter(Objects::nonNull)
            .filter(action -> action.startsWith("move:"))
            .map(action -> StageId.parse(action.substring(5)))
            .filter(stage -> !stage.equals(edited.stage()))
            .findFirst()
            .orElse(null);
    if (to == null) {
      return new DealCard.Route(day, "", null, List.of());
    }
    List<Problem> problems =
        regulation.options(edited, now).get(to)
                instanceof Decision.Refused(List<Violation> violations, var suggested)
            ? violations.stream()
                .filter(violation -> field.equals(violation.field()))
                .map(inputs::problem)
                .toList()
            : List.of();
    Rulebook.Stage stage = regulation.stage(to).orElseThrow();
    return new DealCard.Route(
        day, stage.name().in(Messages.language()), inputs.quoted(stage.entry()), problems);
  }

  // ---- values

  private Line field(DealField field, DealFacts facts) {
    return line(inputs.label(field.id()), inputs.shown(field.id(), field.of(facts)), "");
  }

  private static Line line(String label, String value, String href) {
    return new Line(label, value, href, "");
  }

  private Map<UserId, String> names(Deal deal) {
    var people = new HashSet<UserId>(List.of(deal.owner()));
    Visit visit = deal.facts().visit();
    if (visit != null) {
      people.add(new UserId(visit.engineer()));
    }
    if (!deal.facts().estimate().stampedBy().isEmpty()) {
      people.add(new UserId(deal.facts().estimate().stampedBy()));
    }
    return users.names(people);
  }

  private static String name(Map<UserId, String> names, String login) {
    return names.getOrDefault(new UserId(login), login);
  }

  private static String address(Address address) {
    return Stream.of(
            said("", address.city()),
            said("", address.street()),
            said("card.house", address.house()),
            said("card.apartment", address.apartment()),
            said("card.entrance", address.entrance()),
            said("card.floor", address.floor()),
            said("card.intercom", address.intercom()))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String said(String key, String part) {
    if (part.isEmpty() || part.equals(DealForm.DASH)) {
      return "";
    }
    return key.isEmpty() ? part : Messages.get(key, part);
  }

  private String missing(DealFacts facts) {
    List<String> missing =
        ADDRESS.stream()
            .filter(field -> "".equals(field.of(facts)))
            .map(field -> inputs.label(field.id()).toLowerCase(Locale.ROOT))
            .toList();
    return missing.isEmpty() || missing.size() == ADDRESS.size()
        ? ""
        : Messages.get("card.address.missing", String.join(", ", missing));
  }

  private static String map(Address address) {
    String place =
        Stream.of(address.city(), address.street(), address.house())
            .filter(part -> !part.isEmpty() && !part.equals(DealForm.DASH))
            .collect(Collectors.joining(", "));
    return "https://yandex.ru/maps/?text=" + URLEncoder.encode(place, StandardCharsets.UTF_8);
  }
}
