// What was typed and is not stored yet. It is kept by the browser too, so that neither a lost network nor a closed
// window loses it, and goes out again by itself.

const AGAIN = 4000;
const MOST = 500;
const SWAPPED = 80;
// The sentence is there at once; the classes of a cell come a moment after it was put in its place.
const FAULT = ".cell .cell-fault";

export class Outbox {
    constructor(table, say) {
        this.address = table.dataset.save;
        this.store = table.dataset.store;
        this.say = say;
        this.waiting = new Map();
        this.sent = null;
        this.timer = null;
        // After a submission was refused its reason stays to be read until something is typed again.
        this.held = false;
        document.body.addEventListener("htmx:oobBeforeSwap", (event) => this.keepWhatIsNewer(event));
        window.addEventListener("online", () => this.send());
        window.addEventListener("beforeunload", (event) => this.waiting.size && event.preventDefault());
        document.getElementById("submit")?.addEventListener("submit", (event) => this.holdBack(event));
    }

    add(cell) {
        this.held = false;
        const value = cell.querySelector(".cell-value")?.value ?? "";
        const target = cell.querySelector(".cell-target")?.value ?? "";
        this.waiting.set(cell.dataset.key, { value, target, note: cell.dataset.note || "", seen: cell.dataset.seen });
        cell.classList.add("is-waiting");
        this.keep();
        this.soon(0);
    }

    // Bring back what an earlier visit could not store.
    restore() {
        const kept = this.read();
        const gone = [];
        for (const [key, typed] of Object.entries(kept)) {
            const cell = document.getElementById(`cell-${key}`);
            const field = cell?.querySelector(".cell-value");
            if (field) {
                field.value = typed.value;
                const target = cell.querySelector(".cell-target");
                if (target) {
                    target.value = typed.target;
                }
                cell.classList.add("is-waiting");
                this.waiting.set(key, typed);
            } else if (typed.value) {
                gone.push(typed.value);
            }
        }
        if (gone.length) {
            this.warn(`上次没有保存的 ${gone.length} 格现在不能填写：${gone.join("、")}。请记下内容，需要时与竞赛办联系`);
        }
        this.keep();
        if (this.waiting.size) {
            this.say(`上次有 ${this.waiting.size} 格没有保存成功，已找回，正在保存`);
            this.soon(0);
        }
    }

    // The browser may refuse to keep anything, or hold what no page of ours wrote: saving goes on all the same.
    read() {
        try {
            return JSON.parse(window.localStorage.getItem(this.store) || "{}");
        } catch {
            return {};
        }
    }

    keep() {
        try {
            if (this.waiting.size) {
                window.localStorage.setItem(this.store, JSON.stringify(Object.fromEntries(this.waiting)));
            } else {
                window.localStorage.removeItem(this.store);
            }
        } catch {
            this.say("本机不能保留未保存的内容，请在保存成功之前不要关闭本页", true);
        }
    }

    soon(wait) {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => this.send(), wait);
    }

    async send() {
        if (this.sent || !this.waiting.size) {
            return;
        }
        this.sent = new Map([...this.waiting].slice(0, MOST));
        const answer = new Promise((done) => {
            document.body.addEventListener("htmx:afterRequest", (event) => done(event.detail), { once: true });
        });
        window.htmx.ajax("POST", this.address, { source: document.body, swap: "none", values: this.fields() });
        const { xhr, successful } = await answer;
        if (successful) {
            this.settled(xhr.responseText);
        } else {
            this.failed(xhr.status, xhr.responseText);
        }
        this.sent = null;
        if (this.waiting.size) {
            this.soon(successful ? 0 : AGAIN);
        }
    }

    fields() {
        const rows = [...this.sent];
        const column = (name) => rows.map(([, typed]) => typed[name]);
        return {
            key: rows.map(([key]) => key),
            value: column("value"),
            target: column("target"),
            note: column("note"),
            seen: column("seen"),
        };
    }

    settled(text) {
        let lost = 0;
        for (const [key, typed] of this.sent) {
            if (!text.includes(`data-key="${key}"`)) {
                lost += 1;
            }
            if (this.waiting.get(key) === typed) {
                this.waiting.delete(key);
            }
        }
        if (lost) {
            this.warn(`有 ${lost} 格已不在本表或不再由您填报，没有保存；请记下内容后刷新本页`);
        }
        this.keep();
        // The cells are put in their places after this.
        window.setTimeout(() => this.tell(), SWAPPED);
    }

    // What was left out of a paste is said until the next figure is typed.
    warn(text) {
        this.held = true;
        this.say(text, true);
    }

    tell() {
        if (this.held) {
            return;
        }
        const wrong = document.querySelectorAll(FAULT).length;
        if (wrong) {
            this.say(`有 ${wrong} 格没有保存，原因写在格内`, true);
        } else {
            this.say(this.waiting.size ? "正在保存……" : `已保存 ${new Date().toLocaleTimeString("zh-CN", { hour12: false })}`);
        }
    }

    failed(status, text) {
        const count = this.waiting.size;
        if (status === 0 || status >= 500) {
            this.say(`网络或服务中断，${count} 格尚未保存；内容已保留在本机，恢复后自动保存，请不要清除浏览器数据`, true);
        } else if (status === 403) {
            this.say(`${text}${count} 格的内容已保留在本机，刷新后自动补存`, true);
        } else {
            this.say(`保存被拒绝（${status}）：${status === 400 ? text : "请刷新后重试"}；${count} 格已保留在本机`, true);
        }
    }

    // While a cell was on its way the person may have typed on: what is newer stays, and learns what it now replaces.
    keepWhatIsNewer(event) {
        const { target, fragment } = event.detail;
        const key = target?.dataset?.key;
        if (!key || !this.sent?.has(key)) {
            return;
        }
        const field = target.querySelector(".cell-value");
        const typed = this.sent.get(key);
        const newer = this.waiting.get(key) !== typed || (field === document.activeElement && field.value !== typed.value);
        if (newer) {
            const seen = fragment.querySelector(`[data-key="${key}"]`)?.dataset.seen ?? typed.seen;
            target.dataset.seen = seen;
            if (this.waiting.has(key)) {
                this.waiting.get(key).seen = seen;
            }
            event.detail.shouldSwap = false;
        }
    }

    holdBack(event) {
        if (this.waiting.size || document.querySelector(FAULT)) {
            event.preventDefault();
            this.held = true;
            this.say("还有没有保存的格，请先改正或等保存完成再提交", true);
        }
    }
}
