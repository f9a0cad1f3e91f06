package app.zamer.deals;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The comments of a deal over HTTP. */
@RestController
@RequestMapping("/api/v1/deals/{id}/comments")
class DealCommentController {
  private final DealComments comments;
  private final CompanyClock clock;

  DealCommentController(DealComments comments, CompanyClock clock) {
    this.comments = comments;
    this.clock = clock;
  }

  record NewComment(@Nullable String text, @Nullable Boolean pinned) {}

  record CommentView(
      String id, String author, String text, boolean pinned, OffsetDateTime createdAt) {}

  @PostMapping
  ResponseEntity<?> add(Actor actor, @PathVariable long id, @RequestBody NewComment body) {
    boolean pinned = Boolean.TRUE.equals(body.pinned());
    comments.requireAdd(actor, new DealId(id), pinned);
    String text = body.text();
    Optional<Violation> wrong = DealComments.wrong("text", text);
    if (text == null || wrong.isPresent()) {
      return Problems.refused(wrong.stream().toList());
    }
    DealComments.Comment comment = comments.add(actor, new DealId(id), text.strip(), pinned);
    return ResponseEntity.created(URI.create("/api/v1/deals/" + id + "/comments/" + comment.id()))
        .body(view(comment));
  }

  @GetMapping
  Page<CommentView> list(Actor actor, @PathVariable long id, PageRequest page) {
    return comments.of(actor, new DealId(id), page).map(this::view);
  }

  @PutMapping("/{comment}/pin")
  CommentView pin(Actor actor, @PathVariable long id, @PathVariable long comment) {
    return view(
        comments
            .pin(actor, new DealId(id), comment, true)
            .orElseThrow(() -> new NotFound("comment " + comment)));
  }

  @DeleteMapping("/{comment}/pin")
  CommentView unpin(Actor actor, @PathVariable long id, @PathVariable long comment) {
    return view(
        comments
            .pin(actor, new DealId(id), comment, false)
            .orElseThrow(() -> new NotFound("comment " + comment)));
  }

  private CommentView view(DealComments.Comment comment) {
    return new CommentView(
        Long.toString(comment.id()),
        comment.author(),
        comment.text(),
        comment.pinned(),
        comment.createdAt().atZone(clock.getZone()).toOffsetDateTime());
  }
}
