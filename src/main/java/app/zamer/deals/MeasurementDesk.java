package app.zamer.deals;

import app.zamer.chat.Chat;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.measurements.DealChat;
import app.zamer.measurements.DealQuestions;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Word;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the people who prepare a visit need of its deal and of the deal's chat. */
@Component
class MeasurementDesk implements DealQuestions, DealChat {
  private final DealRepository repository;
  private final Editions editions;
  private final Chat chat;
  private final CompanyClock clock;

  MeasurementDesk(DealRepository repository, Editions editions, Chat chat, CompanyClock clock) {
    this.repository = repository;
    this.editions = editions;
    this.chat = chat;
    this.clock = clock;
  }

  @Override
  public Map<DealId, List<Violation>> check(Collection<DealId> deals, String action) {
    Regulation regulation = editions.inForce();
    Instant now = clock.instant();
    Map<DealId, List<Violation>> answers = new LinkedHashMap<>();
    for (Deal deal : repository.findAll(deals)) {
      answers.put(deal.id(), regulation.check(deal.facts(), action, now));
    }
    return answers;
  }

  @Override
  public Map<String, List<Violation>> words(DealId id, String field, String action) {
    Regulation regulation = editions.inForce();
    Instant now = clock.instant();
    DealFacts facts = repository.find(id).orElseThrow(() -> new NotFound("deal " + id)).facts();
    Map<String, List<Violation>> answers = new LinkedHashMap<>();
    for (Word word : regulation.words(field)) {
      answers.put(word.id(), regulation.check(facts.with(field, word.id()), action, now));
    }
    return answers;
  }

  @Override
  public Optional<Violation> say(Actor by, DealId deal, String text) {
    return switch (chat.post(by, deal, text)) {
      case Chat.Posting.Posted _ -> Optional.empty();
      case Chat.Posting.Refused(Violation violation) -> Optional.of(violation);
    };
  }

  @Override
  public Optional<Violation> invite(Actor by, DealId deal, @Nullable UserId user) {
    return switch (chat.invite(by, deal, user)) {
      case Chat.Invitation.In _ -> Optional.empty();
      case Chat.Invitation.Refused(Violation violation) -> Optional.of(violation);
    };
  }
}
