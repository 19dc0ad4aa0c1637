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
    // Letters and marks grow with those of the page.
    const unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const text = { color: ink("--ink"), fontSize: 14 * unit };
    return {
        animation: !STILL.matches,
        textStyle: text,
        legend: { top: 8 * unit, data: ["名次", label], textStyle: text },
        grid: { left: 8, right: 8, bottom: 8, top: 72 * unit, containLabel: true },
        // Markup in a tooltip would be refused by the policy of the page.
        tooltip: { trigger: "axis", renderMode: "richText" },
        xAxis: { type: "category", data: rows.map((row) => row.dataset.period), axisLabel: { ...text, hideOverlap: true } },
        yAxis: [
            { type: "value", name: "名次", nameLocation: "start", nameTextStyle: text, inverse: true, min: 1, max: Math.max(2, ...ranks), minInterval: 1, axisLabel: text },
            { type: "value", name: label, nameTextStyle: text, scale: true, splitLine: { show: false }, axisLabel: text },
        ],
        series: [
            {
                name: "名次",
                type: "line",
                data: ranks,
                symbol: "circle",
                symbolSize: 9 * unit,
                color: ink("--red"),
                label: { show: rows.length <= 12, ...text },
            },
            {
                name: label,
                type: "line",
                yAxisIndex: 1,
                data: rows.map((row) => figure(row.dataset.score)),
                symbol: "rect",
                symbolSize: 7 * unit,
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
    const draw = () => {
        chart.resize();
        chart.setOption(options(rows, label));
    };
    draw();
    new ResizeObserver(draw).observe(place);
}
