// Turns the pages, by time and by keys.

const SECONDS = { least: 10, usual: 12, most: 15 };
// What is new does not wait for the whole of a scene.
const NEWS = 3000;
// A screen that someone paused and left would hang there for days.
const PAUSE = 5 * 60 * 1000;

export class Show {
    constructor(indicator) {
        this.indicator = indicator;
        this.pages = [];
        this.round = 0;
        this.at = 0;
        this.isPaused = false;
        this.news = null;
        this.time = readSeconds() * 1000;
        document.addEventListener("keydown", (event) => this.press(event));
    }

    open(pages, fromTheFirst) {
        this.pages = pages;
        this.round = fromTheFirst ? 0 : this.round;
        this.at = fromTheFirst ? 0 : Math.min(this.at, this.playlist().length - 1);
        this.present();
    }

    // Each round shows one of the deeds, so that all have their turn.
    playlist() {
        const deeds = this.pages.filter((page) => page.dataset.scene === "deed");
        const chosen = deeds[this.round % deeds.length];
        return this.pages.filter((page) => page.dataset.scene !== "deed" || page === chosen);
    }

    present() {
        const list = this.playlist();
        this.pages.forEach((page) => page.toggleAttribute("hidden", page !== list[this.at]));
        const place = list.length > 1 ? `${this.at + 1} / ${list.length}` : "";
        this.indicator.textContent = this.isPaused ? `已暂停　${place}` : place;
        this.wait(this.isPaused ? PAUSE : this.time);
    }

    wait(time) {
        window.clearTimeout(this.timer);
        this.until = Date.now() + time;
        this.timer = window.setTimeout(() => this.turn(1), time);
    }

    turn(step, isPaused = false) {
        this.isPaused = isPaused;
        if (this.news) {
            const change = this.news;
            this.news = null;
            change();
            return;
        }
        const { length } = this.playlist();
        this.at += step;
        if (this.at >= length) {
            this.round += 1;
            this.at = 0;
        } else if (this.at < 0) {
            this.at = length - 1;
        }
        this.present();
    }

    atTheNextChange(change) {
        this.news = change;
        if (!this.isPaused && this.until - Date.now() > NEWS) {
            this.wait(NEWS);
        }
    }

    drop(change) {
        this.isPaused = false;
        this.news = null;
        change();
    }

    press(event) {
        if (event.key === " ") {
            this.isPaused = !this.isPaused;
            this.present();
        } else if (event.key === "ArrowRight") {
            this.turn(1, this.isPaused);
        } else if (event.key === "ArrowLeft") {
            this.turn(-1, this.isPaused);
        } else {
            return;
        }
        event.preventDefault();
    }
}

function readSeconds() {
    const asked = Number(new URLSearchParams(window.location.search).get("seconds")) || SECONDS.usual;
    return Math.min(Math.max(asked, SECONDS.least), SECONDS.most);
}
