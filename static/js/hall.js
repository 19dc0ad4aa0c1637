// The screen in the hall: it turns its pages, asks for news, and goes on with what it has when nobody answers.

import { Line } from "./hall-line.js";
import { cut } from "./hall-pages.js";
import { Show } from "./hall-show.js";

// The clock turns with the minute, and soon after someone has set the machine's own.
const MINUTE = 60 * 1000;
const AGAIN = 5 * 1000;
const [HOURS, DAY, WEEKDAY] = [
    { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    { month: "long", day: "numeric" },
    { weekday: "long" },
].map((parts) => new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", ...parts }));
// As the server writes a day, so that days compare as texts.
const CODE = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });
const RELOADED = "hall-reloaded-for";

const hall = document.getElementById("hall");
const show = new Show(document.getElementById("hall-pages"));
// Where a screen is only shown before its release there is nobody to ask, and nothing is kept.
const line = hall.dataset.scenes && new Line(hall.dataset.scenes, document.getElementById("hall-line"), receive);

function board() {
    return document.getElementById("hall-board");
}

// Pages depend on the size of the screen, so the uncut scenes are kept for another size.
let uncut = board().cloneNode(true);
const build = uncut.dataset.build;

// Cut off, the screen itself has to end the window of a black list; else the server does, by its own clock.
function endTheWindow() {
    const until = uncut.dataset.blackUntil;
    const pools = uncut.querySelectorAll(".scene-black .pool");
    if (!line?.isCut || !until || CODE.format(new Date()) <= until || pools.length === 0) {
        return false;
    }
    const words = document.createElement("p");
    words.className = "nobody";
    words.textContent = uncut.querySelector(".scene-black").dataset.lapsed;
    pools[0].before(words);
    pools.forEach((pool) => pool.remove());
    uncut.querySelector(".scene-black > header p")?.remove();
    // Whatever the server says when it answers again is shown: the clock of this machine may be wrong.
    uncut.dataset.version = "";
    line.etag = null;
    return true;
}

function lay(fromTheFirst) {
    endTheWindow();
    const next = uncut.cloneNode(true);
    board().replaceWith(next);
    show.open(cut(next.querySelector(".hall-stage")), fromTheFirst);
}

function receive(html, isKept) {
    const found = new DOMParser().parseFromString(html, "text/html").getElementById("hall-board");
    if (!found) {
        return;
    }
    // What was recalled hangs there no longer, not even on a screen that someone paused.
    const isTakenBack = (found.dataset.takenBack ?? "").split(" ").includes(uncut.dataset.issue);
    const change = (doing) => (isTakenBack ? show.drop(doing) : show.atTheNextChange(doing));
    if (!isKept && found.dataset.build !== build && window.sessionStorage.getItem(RELOADED) !== found.dataset.build) {
        // Another version of the program: its scenes need its own style sheet. Once is enough to get it.
        window.sessionStorage.setItem(RELOADED, found.dataset.build);
        change(() => window.location.reload());
    } else if (found.dataset.version !== uncut.dataset.version) {
        uncut = document.importNode(found, true);
        if (isKept) {
            lay(true);
        } else {
            change(() => lay(true));
            keepForABadDay();
        }
    }
}

function tellTime() {
    const [hours, day, weekday] = document.getElementById("hall-clock").children;
    const now = new Date();
    say(hours, HOURS.format(now));
    say(day, DAY.format(now));
    say(weekday, WEEKDAY.format(now));
    line?.tellAge();
    if (endTheWindow()) {
        show.drop(() => lay(false));
    }
    window.setTimeout(tellTime, Math.min(AGAIN, MINUTE - (now % MINUTE)));
}

function say(place, words) {
    if (place.textContent !== words) {
        place.textContent = words;
    }
}

async function keepForABadDay() {
    if (!("serviceWorker" in navigator)) {
        return;
    }
    await navigator.serviceWorker.register(hall.dataset.worker);
    // Asked for again with every new board, so that what the browser comes back with is not an older one.
    const registration = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
    const own = files.filter((file) => file.origin === window.location.origin && file.pathname.startsWith("/static/"));
    registration.active.postMessage({ page: window.location.pathname, files: own.map((file) => file.href) });
}

document.documentElement.classList.add("is-live");
await document.fonts.ready;
// The clock comes first, because the head is as high as it needs.
tellTime();
lay(true);
window.addEventListener("resize", () => lay(false));
// What is said in the foot may need a second line on a narrow screen.
new ResizeObserver(() => lay(false)).observe(document.querySelector(".hall-foot"));
if (line) {
    await line.ask();
    if (!line.isCut) {
        keepForABadDay();
    }
    line.listen();
}
