// The pictures of the reports: each is drawn from the table beside it, which stays the truth.
(() => {
  const pictures = new Map();
  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // The rows of the table, and a series for every kind of cell that has a number to draw.
  const read = table => {
    const rows = [...table.tBodies[0].rows];
    const labels = rows.map(row => row.dataset.label ?? row.cells[0].textContent.trim());
    const names = [...new Set([...table.querySelectorAll("td[data-series]")].map(cell => cell.dataset.series))];
    const series = names.map(name => rows.map(row => {
      const cell = [...row.cells].find(each => each.dataset.series === name);
      if (!cell) return null;
      const link = cell.querySelector("a") ?? row.querySelector("a.number");
      return { value: Number(cell.dataset.value), shown: cell.dataset.shown ?? cell.textContent.trim(), href: link?.href };
    }));
    return { labels, names, series };
  };

  const legend = (box, names) => {
    if (names.length < 2 || box.previousElementSibling?.className === "chart-legend") return;
    const line = document.createElement("div");
    line.className = "chart-legend";
    line.setAttribute("aria-hidden", "true");
    for (const name of names) line.append(Object.assign(document.createElement("span"), { textContent: name }));
    const around = document.createElement("div");
    box.replaceWith(around);
    around.append(line, box);
  };

  const draw = box => {
    const table = document.getElementById(box.dataset.table);
    if (!table || !window.echarts) return;
    const { labels, names, series } = read(table);
    const lying = box.dataset.kind === "rows";
    const stacked = "stacked" in box.dataset;
    legend(box, names);
    const bars = stacked ? 1 : names.length;
    box.style.height = lying ? `${Math.max(4, labels.length * (bars > 1 ? 2.6 : 2.1) + 1)}rem` : "16rem";
    const text = style("--tblr-body-color");
    const narrow = box.clientWidth < 420;
    const words = { color: text, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 };
    const along = {
      type: "category", data: labels, inverse: lying, axisTick: { show: false },
      axisLine: { lineStyle: { color: style("--tblr-border-color") } },
      axisLabel: { ...words, ...(lying ? { width: narrow ? 96 : 180, overflow: "truncate", interval: 0 } : { hideOverlap: true }) },
    };
    const across = { type: "value", show: false };
    pictures.get(box)?.dispose();
    const chart = echarts.init(box, null, { renderer: "canvas" });
    pictures.set(box, chart);
    chart.setOption({
      animation: false,
      textStyle: words,
      grid: {
        left: 4, right: lying ? 48 : 4, top: lying ? 4 : 24, bottom: 4,
        outerBoundsMode: "same", outerBoundsContain: "axisLabel",
      },
      xAxis: lying ? across : along,
      yAxis: lying ? along : across,
      series: series.map((data, number) => ({
        type: "bar", name: names[number], stack: stacked ? "all" : undefined, barMaxWidth: 26, barMinHeight: 2,
        itemStyle: { color: style(`--chart-${number % 3}`) }, emphasis: { disabled: true },
        data: data.map(each => ({ value: each?.value || null, href: each?.href, shown: each?.shown })),
        label: {
          show: true, position: stacked ? "inside" : lying ? "right" : "top", fontSize: 11,
          color: stacked ? style("--tblr-bg-surface") : text,
          formatter: ({ data: each }) => (each.value ? (lying || !narrow ? each.shown : "") : ""),
        },
        labelLayout: { hideOverlap: true },
        cursor: "pointer",
      })),
    });
    chart.on("click", ({ data: each }) => { if (each?.href) location.assign(each.href); });
    box.of = box.clientWidth;
  };

  const drawAll = () => {
    for (const [box, chart] of pictures) if (!box.isConnected) { chart.dispose(); pictures.delete(box); }
    document.querySelectorAll(".chart").forEach(draw);
  };
  const sizes = new ResizeObserver(entries => {
    for (const { target } of entries) if (pictures.has(target) && target.clientWidth !== target.of) draw(target);
  });
  document.body.addEventListener("htmx:afterSettle", event => {
    // what was swapped in has taken the place of the element that asked for it
    for (const box of document.querySelectorAll(".chart")) if (!pictures.has(box)) { draw(box); sizes.observe(box); }
    if (event.detail.requestConfig?.verb === "post") document.getElementById("requests")?.focus();
  });
  new MutationObserver(drawAll).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });

  // Days that are typed are days of one's own.
  const period = document.getElementById("reports-period");
  for (const day of document.querySelectorAll(".reports-day input")) {
    day.addEventListener("input", () => { period.value = "custom"; });
  }
  const print = document.getElementById("reports-print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
})();
