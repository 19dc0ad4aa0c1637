// A page left open: warns two minutes before the idle sign-out, then leaves for the sign-in.
// The server decides; this only tells. What any tab asks for counts for all of them.

const notice = document.querySelector("[data-idle-seconds]");
const left = notice.querySelector("[data-idle-left]");
const limit = Number(notice.dataset.idleSeconds) * 1000;
const WARNING = 2 * 60 * 1000;
const KEY = "scoreboard-last-request";

const noteRequest = () => localStorage.setItem(KEY, String(Date.now()));

const look = () => {
    const rest = Number(localStorage.getItem(KEY)) + limit - Date.now();
    notice.hidden = rest > WARNING;
    if (rest <= 0) {
        const back = encodeURIComponent(location.pathname + location.search);
        location.assign(`${notice.dataset.signIn}?next=${back}&idle=1`);
        return;
    }
    left.textContent = rest > 60000 ? `${Math.ceil(rest / 60000)} 分钟` : `${Math.ceil(rest / 1000)} 秒`;
    setTimeout(look, notice.hidden ? Math.min(rest - WARNING, 15000) + 50 : 1000);
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
