// Cuts the scenes into pages: as many lines to a page as this screen has room for, and nothing cut in two.

// Fewer lines than this are not left alone under a heading at the foot of a column.
const TOGETHER = 2;

export function cut(stage) {
    return [...stage.children].flatMap((scene) => {
        const pages = scene.querySelector(".pool") ? new Pages(scene).fill() : [scene];
        pages.forEach((page) => {
            page.hidden = true;
        });
        return pages;
    });
}

class Pages {
    constructor(scene) {
        const isTall = window.innerHeight > window.innerWidth;
        this.columns = isTall ? 1 : Number(scene.dataset.columns);
        this.pools = [...scene.querySelectorAll(".pool")];
        this.pools.forEach((pool) => pool.remove());
        this.blank = scene;
        this.pages = [];
        this.free = [];
    }

    fill() {
        this.turn();
        this.pools.forEach((pool) => this.place(pool));
        this.blank.remove();
        return this.pages;
    }

    // Go on in the next column, on a new page after the last one.
    turn() {
        if (!this.free.length) {
            const page = this.blank.cloneNode(true);
            const body = page.querySelector(".scene-body");
            this.free = Array.from({ length: this.columns }, () => document.createElement("div"));
            this.free.forEach((column) => column.classList.add("column"));
            body.replaceChildren(...this.free);
            body.classList.toggle("is-double", this.columns > 1);
            this.blank.before(page);
            this.pages.push(page);
        }
        this.column = this.free.shift();
    }

    place(pool) {
        this.column.append(pool);
        if (!this.isFull()) {
            return;
        }
        pool.remove();
        if (this.column.children.length) {
            this.turn();
            this.column.append(pool);
            if (!this.isFull()) {
                return;
            }
            pool.remove();
        }
        this.split(pool);
    }

    // A pool that is longer than a column goes on in the next one, under its heading again.
    split(pool) {
        const lines = [...pool.querySelector("[data-fill]").children];
        let shell = emptied(pool);
        const pieces = [shell];
        this.column.append(shell);
        lines.forEach((line, index) => {
            const list = shell.querySelector("[data-fill]");
            list.append(line);
            if (this.isFull() && list.children.length > 1) {
                line.remove();
                const left = lines.length - index;
                const moved = left < TOGETHER && list.children.length > TOGETHER ? [list.lastElementChild, line] : [line];
                this.turn();
                shell = emptied(pool);
                shell.querySelector(".again").hidden = false;
                this.column.append(shell);
                pieces.push(shell);
                shell.querySelector("[data-fill]").append(...moved);
            }
        });
        this.level(pieces, lines);
    }

    // Pieces of one length read better than full pages with a nearly empty one at the end.
    level(pieces, lines) {
        const lists = pieces.map((piece) => piece.querySelector("[data-fill]"));
        const full = lists.map((list) => [...list.children]);
        const size = Math.ceil(lines.length / lists.length);
        lists.forEach((list, at) => list.replaceChildren(...lines.slice(at * size, (at + 1) * size)));
        if (pieces.some((piece) => isOver(piece.parentElement)) || !lists.at(-1).children.length) {
            lists.forEach((list, at) => list.replaceChildren(...full[at]));
        }
    }

    isFull() {
        return isOver(this.column);
    }
}

function isOver(column) {
    return column.scrollHeight > column.clientHeight;
}

function emptied(pool) {
    const shell = pool.cloneNode(true);
    shell.querySelector("[data-fill]").replaceChildren();
    return shell;
}
