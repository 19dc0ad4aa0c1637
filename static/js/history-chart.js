// Draws an entrant's ranks and scores from the table under the chart, which says the same to everyone else.

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

function ink(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function figure(text) {
    return text === "" ? null : Number(text);
}

function options(rows, label) {
    const ranks = rows.map((row) => figure(row.dataset.rank));
    const text = { color: ink("--ink"), fontSize: 14 };
    return {
        animation: !STILL.matches,
        textStyle: text,
        legend: { top: 8, data: ["名次", label], textStyle: text },
        grid: { left: 8, right: 8, bottom: 8, top: 72, containLabel: true },
        // Markup in a tooltip would be refused by the policy of the page.
        tooltip: { trigger: "axis", renderMode: "richText" },
        xAxis: { type: "category", data: rows.map((row) => row.dataset.period), axisLabel: { ...text, hideOverlap: true } },
        yAxis: [
            { type: "value", name: "名次", inverse: true, min: 1, max: Math.max(2, ...ranks), minInterval: 1, axisLabel: text },
            { type: "value", name: label, scale: true, splitLine: { show: false }, axisLabel: text },
        ],
        series: [
            {
                name: "名次",
                type: "line",
                data: ranks,
                symbol: "circle",
                symbolSize: 9,
                color: ink("--red"),
                label: { show: rows.length <= 12, ...text },
            },
            {
                name: label,
                type: "line",
                yAxisIndex: 1,
                data: rows.map((row) => figure(row.dataset.score)),
                symbol: "rect",
                symbolSize: 7,
                color: ink("--accent"),
                lineStyle: { type: "dashed" },
            },
        ],
    };
}

for (const place of document.querySelectorAll("[data-chart]")) {
    const table = place.parentElement.querySelector("table");
    const rows = [...table.querySelectorAll("tr[data-period]")];
    const label = table.querySelector("thead th:last-child").textContent;
    place.hidden = false;
    const chart = globalThis.echarts.init(place);
    chart.setOption(options(rows, label));
    new ResizeObserver(() => chart.resize()).observe(place);
}
