// The calendar of visits. Whatever is dragged is asked of the server, and what it refuses goes back to where it was.
addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("calendar");
  const engineer = document.getElementById("engineer-filter");
  const plans = box.dataset.plan === "yes";
  const words = box.dataset;
  const small = matchMedia("(max-width: 767.98px)");
  const day = text => text.slice(0, 10);
  const time = text => text.slice(11, 16);

  const ask = (path, values) => {
    const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
    return htmx.ajax("GET", `${path}?${query}`, { target: "#dialog-body" });
  };
  const slot = (start, end) => ({ engineer: engineer.value, day: day(start), from: time(start), to: end ? time(end) : "" });

  const reschedule = async info => {
    const { event } = info;
    const { deal, engineer } = event.extendedProps;
    const end = event.endStr || event.startStr;
    try {
      await htmx.ajax("POST", `/deals/${deal}/visit/plan`, {
        target: "#dialog-body",
        values: { engineer, day: day(event.startStr), from: time(event.startStr), to: time(end) },
      });
    } finally {
      // what was accepted comes back with "visits-changed"
      info.revert();
    }
  };

  const line = (text, kind) => {
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = text;
    return span;
  };

  const calendar = new FullCalendar.Calendar(box, {
    locale: document.documentElement.lang,
    timeZone: "UTC", // the server says the company's own times, which are shown as they are
    now: box.dataset.now,
    nowIndicator: true,
    initialView: small.matches ? "listWeek" : "timeGridWeek",
    headerToolbar: { start: "prev,next today", center: "title", end: "dayGridMonth,timeGridWeek,timeGridDay,listWeek" },
    buttonIcons: false,
    buttonText: { prev: "‹", next: "›", today: words.today, month: words.month, week: words.week, day: words.day, list: words.list },
    firstDay: 1,
    height: "auto",
    windowResizeDelay: 0,
    allDaySlot: false,
    slotMinTime: "07:00",
    slotMaxTime: "22:00",
    scrollTime: "08:00",
    slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    dayMaxEvents: 5,
    eventMaxStack: 3,
    // it opens a list of what has no room, which is what a button does
    moreLinkDidMount: ({ el }) => el.setAttribute("role", "button"),
    moreLinkContent: more => `+${more.num} ${words.more}`,
    noEventsContent: words.none,
    eventInteractive: true,
    editable: plans,
    selectable: plans && !small.matches,
    selectMirror: true,
    droppable: plans,
    defaultTimedEventDuration: "02:00",
    events: async info => {
      const query = new URLSearchParams({ from: day(info.startStr), to: day(info.endStr), engineer: engineer.value });
      const answer = await fetch(`/visits/events?${query}`, { headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(answer.status);
      return (await answer.json()).map(visit => ({ ...visit, classNames: [`visit-${visit.state}`] }));
    },
    eventSourceFailure: () => document.body.dispatchEvent(new CustomEvent("zamer:said", { detail: { text: words.failed } })),
    eventContent: ({ event, timeText }) => ({
      domNodes: [
        line(timeText, "event-line event-time"),
        line(event.title, "event-line"),
        line(`${event.extendedProps.words} · ${event.extendedProps.engineerName}`, "event-line event-words"),
      ],
    }),
    eventClick: ({ event }) => ask(`/deals/${event.extendedProps.deal}/visit`, {}),
    eventDrop: reschedule,
    eventResize: reschedule,
    select: info => {
      calendar.unselect();
      ask("/visits/plan", info.allDay ? { engineer: engineer.value, day: day(info.startStr) } : slot(info.startStr, info.endStr));
    },
    drop: info => {
      const end = info.allDay ? "" : new Date(info.date.getTime() + 7200000).toISOString();
      const at = info.allDay ? { engineer: engineer.value, day: day(info.dateStr) } : slot(info.dateStr, end);
      ask(`/deals/${info.draggedEl.dataset.deal}/visit/plan`, at);
    },
  });
  calendar.render();

  if (plans) {
    new FullCalendar.Draggable(document.getElementById("visits-side"), {
      itemSelector: "[data-deal]",
      eventData: item => ({ title: item.dataset.title, duration: "02:00", create: false }),
    });
  }
  engineer.addEventListener("change", () => calendar.refetchEvents());

  let later;
  const refetch = () => { clearTimeout(later); later = setTimeout(() => calendar.refetchEvents(), 300); };
  for (const event of ["visits-changed", "live:deals", "live:refresh"]) document.body.addEventListener(event, refetch);
});
