// What people type and paste, as cells take it.

// The first letters of a grade, or its number in the scale, stand for the whole word: 优 or 1 is 优秀.
export function expand(text, scale) {
    const typed = text.trim();
    if (!typed || !scale.length || scale.includes(typed)) {
        return typed;
    }
    if (/^[1-9]$/.test(typed) && scale[typed - 1]) {
        return scale[typed - 1];
    }
    const meant = scale.filter((word) => word.startsWith(typed) || word.endsWith(typed));
    return meant.length === 1 ? meant[0] : typed;
}

// A block as Excel and WPS copy it: tabs between cells, and quotes around a cell that holds a line break, tab or quote.
export function readBlock(text) {
    const rows = [[]];
    let cell = "";
    let quoted = false;
    const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let at = 0; at < source.length; at += 1) {
        const sign = source[at];
        if (quoted && sign === '"' && source[at + 1] === '"') {
            cell += '"';
            at += 1;
        } else if (sign === '"' && (quoted || cell === "")) {
            quoted = !quoted;
        } else if (!quoted && (sign === "\t" || sign === "\n")) {
            rows.at(-1).push(cell.trim());
            cell = "";
            if (sign === "\n") {
                rows.push([]);
            }
        } else {
            cell += sign;
        }
    }
    rows.at(-1).push(cell.trim());
    return rows;
}
