// Draws one chart frame with ECharts in the colours of the page, and exports it.
const drawn = new Map();

function tokens(frame) {
  const probe = document.createElement("span");
  frame.append(probe);
  const read = (name) => { probe.style.color = `var(--${name})`; return getComputedStyle(probe).color; };
  const names = ["ink", "ink-soft", "ink-faint", "line", "sheet", "hover", "seal", "jade", "indigo", "amber", "plum", "seal-soft"];
  const found = Object.fromEntries(names.map((name) => [name, read(name)]));
  probe.remove();
  return found;
}

const compact = (value, language) => new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 }).format(value);
function formats(language) {
  const full = (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
  return {
    count: { axis: (v) => compact(v, language), tip: full },
    days: { axis: (v) => compact(v, language), tip: full },
    fen: { axis: (v) => `¥${compact(v / 100, language)}`, tip: (v) => `¥${full(v / 100)}` },
    percent: { axis: (v) => `${Math.round(v * 100)}%`, tip: (v) => `${(v * 100).toFixed(1)}%` },
  };
}

const many = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function dress(data, frame) {
  const c = tokens(frame);
  const font = getComputedStyle(document.body).fontFamily;
  const by = formats(document.documentElement.lang);
  const format = by[data.format] || by.count;
  const option = structuredClone(data.option);
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const axis = (one, horizontal) => {
    const values = one.type === "value" || one.type === "log";
    return {
      ...one,
      axisLine: { show: !values, lineStyle: { color: c.line }, ...one.axisLine },
      axisTick: { show: false, ...one.axisTick },
      splitLine: { show: values, lineStyle: { color: c.line, type: [3, 3] }, ...one.splitLine },
      axisLabel: { color: c["ink-soft"], fontSize: 12, hideOverlap: true, ...(values ? { formatter: (by[one.format] || format).axis } : {}), ...one.axisLabel },
      nameTextStyle: { color: c["ink-faint"], fontSize: 12 },
      ...(horizontal && one.type === "category" ? { boundaryGap: one.boundaryGap ?? true } : {}),
    };
  };
  option.xAxis = many(option.xAxis).map((one) => axis(one, true));
  option.yAxis = many(option.yAxis).map((one) => axis(one, false));
  if (!option.xAxis.length) { delete option.xAxis; delete option.yAxis; }
  option.series = many(option.series).map((one) => ({
    ...(one.type === "line" ? { symbol: "circle", symbolSize: 5, showSymbol: (one.data || []).length < 15, lineStyle: { width: 2 } } : {}),
    ...(one.type === "bar" ? { barMaxWidth: 28, itemStyle: { borderRadius: one.stack ? 0 : 3 } } : {}),
    ...one,
    ...(one.label ? { label: { color: c.ink, fontSize: 12, ...one.label, ...(one.label.format ? { formatter: ({ value }) => by[one.label.format].tip(Array.isArray(value) ? value.at(-1) : value) } : {}) } } : {}),
    tooltip: { valueFormatter: (value) => (value === null || value === undefined ? "–" : (by[one.format] || format).tip(Array.isArray(value) ? value.at(-1) : value)) },
  }));
  return {
    color: [c.seal, c.jade, c.indigo, c.amber, c.plum, c["ink-faint"]],
    backgroundColor: "transparent",
    textStyle: { fontFamily: font, color: c.ink },
    animation: !quiet,
    animationDuration: 200,
    grid: option.xAxis ? { left: 4, right: option.xAxis.some((one) => one.type === "value") ? 28 : 12, top: option.legend?.show ? 36 : 16, bottom: 4, containLabel: true } : undefined,
    ...option,
    ...(option.visualMap ? { visualMap: { textStyle: { color: c["ink-soft"] }, ...option.visualMap, inRange: { color: [c.hover, c.seal], ...option.visualMap.inRange } } } : {}),
    legend: { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: c["ink-soft"] }, inactiveColor: c.line, ...option.legend },
    tooltip: { renderMode: "richText", confine: true, backgroundColor: c.sheet, borderColor: c.line, textStyle: { color: c.ink, fontSize: 13 }, axisPointer: { lineStyle: { color: c["ink-faint"] }, shadowStyle: { color: c.hover, opacity: 0.5 } }, ...option.tooltip },
  };
}

export async function draw(frame) {
  const echarts = await import(frame.dataset.library);
  const data = JSON.parse(frame.querySelector("script[type='application/json']").textContent);
  const plot = frame.querySelector(".plot");
  const chart = echarts.init(plot, null, { renderer: "canvas" });
  chart.setOption(dress(data, frame));
  drawn.set(frame, { chart, data });
  frame.dataset.drawn = "yes";
  new ResizeObserver(() => chart.resize()).observe(plot);
}

function redress() {
  for (const [frame, { chart, data }] of drawn) {
    if (!frame.isConnected) { chart.dispose(); drawn.delete(frame); } else chart.setOption(dress(data, frame), true);
  }
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redress);
new MutationObserver(redress).observe(document.documentElement, { attributeFilter: ["data-theme"] });

function save(url, name) {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
// A cell that a spreadsheet would take for a formula gets an apostrophe.
const cell = (text) => { const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[+-]?[\d.,%]+$/.test(text) ? `'${text}` : text; return `"${safe.replaceAll('"', '""')}"`; };

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-export]");
  const frame = button?.closest("[data-chart]");
  const one = drawn.get(frame);
  if (!one) return;
  const name = `siyu-${frame.dataset.chart}`;
  if (button.dataset.export === "png") {
    save(one.chart.getDataURL({ pixelRatio: 2, backgroundColor: tokens(frame).sheet }), `${name}.png`);
  } else {
    const rows = [...frame.querySelectorAll("table tr")].map((row) => [...row.cells].map((one) => cell(one.textContent.trim())).join(","));
    const url = URL.createObjectURL(new Blob(["\ufeff", rows.join("\r\n")], { type: "text/csv" }));
    save(url, `${name}.csv`);
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }
});
