// The line to the server: asks for news, keeps the last board in the browser, and says how old it is when cut off.

const EVERY = 10 * 1000;
const PATIENCE = 8 * 1000;
const MINUTE = 60 * 1000;
const MOMENT = new Intl.DateTimeFormat("zh-CN", {
    timeZone: "Asia/Shanghai",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
});

export class Line {
    constructor(address, notice, receive) {
        this.address = address;
        this.notice = notice;
        this.receive = receive;
        this.boardKey = `hall-board:${address}`;
        this.heardKey = `hall-heard:${address}`;
        this.etag = null;
        this.isCut = false;
    }

    listen() {
        window.setTimeout(async () => {
            await this.ask();
            this.listen();
        }, EVERY);
    }

    async ask() {
        try {
            const response = await fetch(this.address, {
                cache: "no-store",
                headers: this.etag ? { "If-None-Match": this.etag } : {},
                signal: AbortSignal.timeout(PATIENCE),
            });
            if (response.status !== 304) {
                if (!response.ok) {
                    throw new Error(`HTTP ${response.status}`);
                }
                const html = await response.text();
                this.etag = response.headers.get("ETag");
                keep(this.boardKey, html);
                this.receive(html, false);
            }
            keep(this.heardKey, Date.now());
            this.isCut = false;
        } catch {
            this.bringBack();
        }
        this.tellAge();
    }

    // After a power cut the page may be older than the last board that was shown on it.
    bringBack() {
        const html = this.isCut || this.etag ? null : read(this.boardKey);
        this.isCut = true;
        if (html) {
            this.receive(html, true);
        }
    }

    tellAge() {
        const words = this.isCut ? age(Number(read(this.heardKey))) : "";
        if (this.notice.textContent !== words) {
            this.notice.textContent = words;
        }
    }
}

function age(heard) {
    if (!heard) {
        return "网络中断";
    }
    return `数据更新于 ${MOMENT.format(heard)}，网络中断 ${duration(Math.floor((Date.now() - heard) / MINUTE))}`;
}

function duration(minutes) {
    if (minutes < 1) {
        return "不到 1 分钟";
    }
    const hours = Math.floor(minutes / 60);
    return hours < 1 ? `${minutes} 分钟` : `${hours} 小时 ${minutes % 60} 分钟`;
}

// A browser that refuses to keep anything still shows what it has.
function keep(key, value) {
    try {
        window.localStorage.setItem(key, value);
    } catch {
        // Nothing to be done, and nothing lost while the page stays open.
    }
}

function read(key) {
    try {
        return window.localStorage.getItem(key);
    } catch {
        return null;
    }
}
