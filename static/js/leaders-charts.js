// Draws the ranks from the tables under the charts, which say the same to everyone else.

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const SHAPES = ["circle", "rect", "triangle", "diamond", "arrow", "pin"];
const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3], [2, 2], [12, 4]];
const INKS = ["#1d4f80", "#7a3d05", "#1b6138", "#6a3d8f", "#251d16", "#9d1219"];

function read(table) {
    // What is not released says so on the axis too.
    const periods = [...table.querySelectorAll("thead th[data-label]")].map((head) => ({
        short: head.querySelector("a").textContent + (head.querySelector("span") ? "\n未发布" : ""),
        whole: head.dataset.label + (head.querySelector("span") ? "（未发布）" : ""),
    }));
    const rows = [...table.querySelectorAll("tbody tr")].map((row) => ({
        name: row.querySelector("th").textContent,
        cells: [...row.querySelectorAll("td")].map((cell) => ({
            rank: cell.dataset.rank === "" ? null : Number(cell.dataset.rank),
            band: Number(cell.className.match(/\d+$/)[0]),
            ink: getComputedStyle(cell),
        })),
    }));
    return { periods, rows };
}

function common() {
    const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
    const text = { color: ink, fontSize: 13 };
    // Markup in a tooltip would be refused by the policy of the page.
    return { text, base: { animation: !STILL.matches, textStyle: text, tooltip: { renderMode: "richText" } } };
}

function heat({ periods, rows }) {
    const { text, base } = common();
    const data = rows.flatMap((row, y) =>
        row.cells.flatMap((cell, x) =>
            cell.rank === null
                ? []
                : [
                      {
                          value: [x, y, cell.rank],
                          itemStyle: { color: cell.ink.backgroundColor },
                          label: { color: cell.ink.color },
                      },
                  ],
        ),
    );
    const tell = ({ value: [x, y, rank] }) => `${rows[y].name}\n${periods[x].whole}：第 ${rank} 名`;
    return {
        ...base,
        tooltip: { ...base.tooltip, formatter: tell },
        grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
        xAxis: { type: "category", data: periods.map((period) => period.short), axisLabel: text },
        yAxis: {
            type: "category",
            inverse: true,
            data: rows.map((row) => row.name),
            axisLabel: { ...text, width: 120, overflow: "truncate" },
        },
        series: [{ type: "heatmap", data, label: { show: true, fontSize: 13 }, itemStyle: { borderColor: "#fff", borderWidth: 1 } }],
    };
}

function lines({ periods, rows }) {
    const { text, base } = common();
    const worst = Math.max(2, ...rows.flatMap((row) => row.cells.map((cell) => cell.rank ?? 1)));
    return {
        ...base,
        tooltip: { ...base.tooltip, trigger: "axis" },
        legend: { type: "scroll", top: 0, textStyle: text },
        grid: { left: 8, right: 16, top: 48, bottom: 8, containLabel: true },
        xAxis: { type: "category", data: periods.map((period) => period.short), axisLabel: text },
        yAxis: { type: "value", inverse: true, min: 1, max: worst, minInterval: 1, axisLabel: text },
        series: rows.map((row, at) => ({
            name: row.name,
            type: "line",
            data: row.cells.map((cell) => cell.rank),
            color: INKS[at],
            symbol: SHAPES[at],
            symbolSize: 9,
            lineStyle: { type: DASHES[at], width: 2 },
            label: { show: rows.length < 3, ...text },
        })),
    };
}

function draw(place, options, height) {
    place.hidden = false;
    if (height) {
        place.style.height = `${height}px`;
    }
    const chart = globalThis.echarts.init(place);
    chart.setOption(options);
    new ResizeObserver(() => chart.resize()).observe(place);
}

const DRAWN = { heat: [heat, (table) => 60 + table.rows.length * 26], lines: [lines, () => 0] };
for (const [kind, [options, height]] of Object.entries(DRAWN)) {
    const place = document.querySelector(`[data-${kind}]`);
    // A single period makes no line, so there is no place for one.
    const table = place && read(document.querySelector(`[data-ranks="${kind}"]`));
    if (table?.rows.length > 0) {
        draw(place, options(table), height(table));
    }
}
