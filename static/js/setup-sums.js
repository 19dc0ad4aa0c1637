/* The sums of full marks and weights over a table of criteria, kept up while figures are typed.

The caption of a table has them as it was stored; without this script they stay so until the page is saved. */

const FIGURE = /^dimensions\.\d+\.(?:criteria\.\d+\.)?(full_marks|weight)$/;
const LABELS = { full_marks: "满分合计", weight: "权重合计" };

/* Figures have four decimal places at most; the sum of what is no figure is not known. */
function sumOf(fields) {
    const sum = fields.reduce((total, field) => total + Number(field.value), 0);
    return Number.isNaN(sum) ? "—" : String(Math.round(sum * 10000) / 10000);
}

function show(table) {
    const note = table.querySelector("caption small");
    const columns = { full_marks: [], weight: [] };
    for (const field of table.querySelectorAll("input")) {
        const gone = field.closest("tr").querySelector("input[type=checkbox]")?.checked;
        const match = FIGURE.exec(field.name);
        if (match && !gone) columns[match[1]].push(field);
    }
    for (const [name, label] of Object.entries(LABELS)) {
        const shown = new RegExp(`${label} [^，。]*`);
        note.textContent = note.textContent.replace(shown, `${label} ${sumOf(columns[name])}`);
    }
}

for (const table of document.querySelectorAll("table.office-draft")) {
    table.addEventListener("input", () => show(table));
    table.addEventListener("change", () => show(table));
}
