// A page left open: warns two minutes before the idle sign-out, then signs out and leads to the sign-in.
// What any tab asks for counts for all of them; the server has its own clock, and the last word.

const notice = document.querySelector("[data-idle-seconds]");
const left = notice.querySelector("[data-idle-left]");
const form = notice.querySelector("form");
const limit = Number(notice.dataset.idleSeconds) * 1000;
const warning = Math.min(2 * 60 * 1000, limit / 2);
const KEY = "scoreboard-last-request";

const noteRequest = () => localStorage.setItem(KEY, String(Date.now()));

const leave = () => {
    const back = encodeURIComponent(location.pathname + location.search);
    form.elements.next.value = `${form.dataset.signIn}?next=${back}&idle=1`;
    form.submit();
};

const look = () => {
    const rest = Number(localStorage.getItem(KEY)) + limit - Date.now();
    if (rest <= 0) {
        leave();
        return;
    }
    notice.hidden = rest > warning;
    left.textContent = rest > 60000 ? `${Math.ceil(rest / 60000)} 分钟` : `${Math.ceil(rest / 1000)} 秒`;
    setTimeout(look, notice.hidden ? Math.min(rest - warning, 15000) + 50 : 1000);
};

notice.querySelector("[data-idle-stay]").addEventListener("click", async (event) => {
    event.preventDefault();
    const answer = await fetch(event.target.href, { redirect: "manual" });
    if (answer.ok) {
        noteRequest();
        notice.hidden = true;
    } else {
        location.reload();
    }
});
document.addEventListener("htmx:afterRequest", noteRequest);
noteRequest();
look();
