// The entry grid: moving by keys, pasting a block, and saving each cell at once without losing the place.

import { Outbox } from "./grid-outbox.js";
import { expand, readBlock } from "./grid-text.js";

const table = document.getElementById("grid");

function listen(grid, outbox) {
    grid.addEventListener("keydown", (event) => move(grid, event));
    grid.addEventListener("paste", (event) => paste(grid, outbox, event));
    grid.addEventListener("change", (event) => {
        if (event.target.matches("input")) {
            tidy(event.target);
            outbox.add(cellOf(event.target));
        }
    });
    grid.addEventListener("click", (event) => settle(outbox, event.target));
    const bar = new Bar(outbox);
    grid.addEventListener("focusin", (event) => event.target.matches("input") && bar.show(event.target));
}

// Where a field stands: its row, and its place among all fields of the row, targets included.
function fieldsOf(row) {
    return [...row.querySelectorAll(".cell-target, .cell-value, .cell-read")];
}

function cellOf(field) {
    return field.closest(".cell");
}

function place(grid, field) {
    const row = field.closest("tr");
    return [[...grid.tBodies[0].rows].indexOf(row), fieldsOf(row).indexOf(field)];
}

function fieldAt(grid, row, column) {
    const found = grid.tBodies[0].rows[row];
    return found && fieldsOf(found)[column];
}

function move(grid, event) {
    const field = event.target;
    if (!field.matches("input") || event.isComposing) {
        return;
    }
    const [row, column] = place(grid, field);
    const all = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const steps = {
        ArrowUp: [-1, 0],
        ArrowDown: [1, 0],
        Enter: [event.shiftKey ? -1 : 1, 0],
        ArrowLeft: all || field.selectionEnd === 0 ? [0, -1] : null,
        ArrowRight: all || field.selectionStart === field.value.length ? [0, 1] : null,
    };
    if (event.key === "Escape") {
        field.value = field.defaultValue;
        field.select();
    } else if (steps[event.key]) {
        event.preventDefault();
        go(grid, row, column, steps[event.key]) || field.blur();
    }
}

// The next field that can be written to, in one direction.
function go(grid, row, column, [down, right]) {
    for (let next = fieldAt(grid, row + down, column + right); next; next = fieldAt(grid, row + down, column + right)) {
        if (next.matches("input")) {
            next.focus();
            next.select();
            return true;
        }
        row += down;
        column += right;
    }
    return false;
}

function tidy(field) {
    if (field.matches(".cell-value")) {
        const header = table.tHead.rows[0].cells[field.closest("td").cellIndex];
        field.value = expand(field.value, header.dataset.scale.split(",").filter(Boolean));
    }
}

function paste(grid, outbox, event) {
    const field = event.target;
    const block = readBlock(event.clipboardData.getData("text/plain"));
    if (!field.matches("input") || (block.length === 1 && block[0].length === 1)) {
        return;
    }
    event.preventDefault();
    const [row, column] = place(grid, field);
    let left = 0;
    block.forEach((line, down) => line.forEach((text, right) => {
        const found = fieldAt(grid, row + down, column + right);
        if (found && found.matches("input")) {
            found.value = text;
            tidy(found);
            outbox.add(cellOf(found));
        } else if (text) {
            left += 1;
        }
    }));
    if (left) {
        outbox.warn(`粘贴的内容中有 ${left} 格超出表格或不能填写，未放入`);
    }
}

// A conflict is settled by the person: the own figure is sent again on top of the other's, or the other's is taken.
function settle(outbox, button) {
    const cell = button.closest(".cell");
    if (button.matches(".cell-mine")) {
        outbox.add(cell);
    } else if (button.matches(".cell-theirs")) {
        cell.querySelector(".cell-value").value = button.dataset.value;
        const target = cell.querySelector(".cell-target");
        if (target) {
            target.value = button.dataset.target;
        }
        outbox.add(cell);
    }
}

// The bar under the grid: which cell this is, by what rule it scores, and its remark.
class Bar {
    constructor(outbox) {
        this.where = document.getElementById("grid-where");
        this.rule = document.getElementById("grid-rule");
        this.note = document.getElementById("grid-note");
        this.evidence = document.getElementById("grid-evidence");
        this.cell = null;
        this.note.addEventListener("change", () => {
            const cell = this.cell && document.getElementById(this.cell);
            if (cell) {
                cell.dataset.note = this.note.value;
                outbox.add(cell);
            }
        });
    }

    // Evidence belongs to a figure that is stored: an empty cell has none.
    offer(cell, header, row) {
        this.evidence.hidden = cell.dataset.seen === "0";
        this.evidence.href = table.dataset.evidence
            .replace("/P/", `/${header.dataset.period}/`)
            .replace("/E/", `/${row.dataset.entrant}/`)
            .replace("/C/", `/${header.dataset.criterion}/`);
    }

    show(field) {
        const cell = cellOf(field);
        this.cell = cell.id;
        this.where.textContent = field.getAttribute("aria-label");
        const header = table.tHead.rows[0].cells[field.closest("td").cellIndex];
        this.rule.textContent = header.dataset.rule;
        this.offer(cell, header, field.closest("tr"));
        this.note.value = cell.dataset.note || "";
        this.note.disabled = false;
    }
}

if (table) {
    const notice = document.getElementById("grid-notice");
    const outbox = new Outbox(table, (text, urgent) => {
        notice.textContent = text;
        notice.classList.toggle("is-urgent", Boolean(urgent));
    });
    listen(table, outbox);
    outbox.restore();
    document.getElementById("grid-unready")?.remove();
    // Of many weeks the newest is the one to be filled in.
    if (table.querySelector("th.is-closed")) {
        table.querySelector(".cell-value")?.scrollIntoView({ block: "nearest", inline: "center" });
    }
}
